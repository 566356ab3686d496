import { describe, expect, it } from 'vitest';
import { roleName } from '../../../src/connectors/targets/postgres.ts';
import { scramVerifier } from '../../../src/connectors/targets/scram.ts';
import { createDatabase } from '../../support/engines.ts';
import { databaseScene } from './postgres-scene.ts';

const scene = databaseScene();
let made = 0;
const newId = () => `crd_01test${process.pid}x${(made += 1)}`;

describe('a temporary role', () => {
  it('may do what its group may, and nothing else', async () => {
    const access = await scene.open(newId());
    const db = await scene.as(access);
    await db.query('insert into orders values (1)');
    await expect(db.query('drop table orders')).rejects.toThrow('must be owner');
    await expect(db.query('create role more')).rejects.toThrow('permission denied');
  });

  it('is told where to connect', async () => {
    const { host, port, database } = await scene.open(newId());
    const url = new URL(scene.url());
    expect({ host, port, database }).toEqual({
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
    });
    const elsewhere = scene.target({ host: 'db.example.com', port: 6_432 });
    expect(await scene.open(newId(), {}, elsewhere)).toMatchObject({
      host: 'db.example.com',
      port: 6_432,
    });
  });

  it('has as many sessions as the target says', async () => {
    const access = await scene.open(newId(), {}, scene.target({ connections: 1 }));
    await scene.as(access);
    await expect(scene.as(access)).rejects.toThrow('too many connections');
  });

  it('takes no new session after its time, though nobody has closed it', async () => {
    const access = await scene.open(newId(), { closesAt: Date.now() - 1_000 });
    await expect(scene.as(access)).rejects.toThrow('authentication failed');
  });

  it('says whose it is', async () => {
    const { user } = await scene.open(newId());
    const rows = await scene.superuser(
      `select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = $1`,
      [user],
    );
    expect(rows).toEqual([{ comment: 'Countersign: grt_1 of req_1' }]);
  });

  it('is kept with a verifier of its password, and the password was in no statement', async () => {
    const { user, password } = await scene.open(newId());
    const [row] = await scene.superuser<{ rolpassword: string }>(
      'select rolpassword from pg_authid where rolname = $1',
      [user],
    );
    const [, salt = ''] = /:(.+)\$/u.exec(row?.rolpassword ?? '') ?? [];
    expect(scramVerifier(password, Buffer.from(salt, 'base64'))).toBe(row?.rolpassword);
  });

  // A member can set the password of its group, and so log in as that once its own role is gone.
  it.each(['createrole', 'login'])('is not made where its group has %s', async (what) => {
    const { superuser, names } = scene;
    const { escapeIdentifier: quoted } = await import('pg');
    const power = `power_${process.pid}`;
    await superuser(`create role ${power} ${what}; grant ${power} to ${quoted(names.group)}`);
    try {
      await expect(scene.open(newId())).rejects.toThrow(`The role ${power} is a superuser, may`);
    } finally {
      await superuser(`drop role ${power}`);
    }
  });

  it.each(['pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'])(
    'is not made where its group is in %s',
    async (power) => {
      const { superuser, names } = scene;
      const { escapeIdentifier: quoted } = await import('pg');
      await superuser(`grant ${power} to ${quoted(names.group)}`);
      try {
        await expect(scene.open(newId())).rejects.toThrow(`The role ${power} is a superuser, may`);
      } finally {
        await superuser(`revoke ${power} from ${quoted(names.group)}`);
      }
    },
  );
});

describe('closing it', () => {
  it('ends its open session, refuses a new one, and drops it with all that it made', async () => {
    const id = newId();
    const access = await scene.open(id);
    const db = await scene.as(access);
    await db.query('create table made_by_bot (id int)');
    const ended = new Promise((resolve) => db.once('end', resolve));
    await scene.target().close(id);
    await ended;
    await expect(db.query('select 1')).rejects.toThrow(/connection|queryable/u);
    await expect(scene.as(access)).rejects.toThrow('authentication failed');
    expect(await scene.roles()).not.toContain(access.user);
    const owners = await scene.superuser(
      `select tableowner from pg_tables where tablename = 'made_by_bot'`,
    );
    expect(owners).toEqual([{ tableowner: scene.names.group }]);
  });

  it('ends a session in a transaction that holds locks', async () => {
    const id = newId();
    const db = await scene.as(await scene.open(id));
    await db.query('begin; insert into orders values (2)');
    await scene.target().close(id);
    await expect(db.query('commit')).rejects.toThrow(/connection|queryable/u);
    expect(await scene.superuser('select 1 from orders where id = 2')).toEqual([]);
  });

  it('may be asked again, and for what was never opened', async () => {
    const id = newId();
    await scene.open(id);
    await scene.target().close(id);
    await scene.target().close(id);
    await scene.target().close(newId());
    expect(await scene.roles()).not.toContain(roleName(id));
  });

  it('takes away what it made in another database, too', async () => {
    const other = await createDatabase();
    try {
      const id = newId();
      const access = await scene.open(id);
      const name = new URL(other.url).pathname.slice(1);
      const { escapeIdentifier } = await import('pg');
      const group = escapeIdentifier(scene.names.group);
      await scene.superuser(`grant create on database ${name} to ${group}`);
      const db = await scene.as(access, name);
      await db.query('create schema aside');
      await scene.target().close(id);
      expect(await scene.roles()).not.toContain(access.user);
    } finally {
      await other.drop();
    }
  });

  it('fails, with a sentence that has no secret, while PostgreSQL does not answer', async () => {
    const admin = new URL(scene.adminUrl());
    admin.port = '1';
    const away = scene.target({ admin: admin.href });
    const failed = await away.close(newId()).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'TargetFailure' });
    expect(String(failed)).toContain('ECONNREFUSED');
    expect(String(failed)).not.toContain('tests');
  });
});
