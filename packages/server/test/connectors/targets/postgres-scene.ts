import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { PostgresAccess } from '@countersign/core/wire/credential-types';
import { postgresTarget, type PostgresTarget } from '../../../src/connectors/targets/postgres.ts';
import type { GrantTarget, Opening } from '../../../src/ports/grant-target.ts';
import { createDatabase } from '../../support/engines.ts';

/**
 * A database of a real PostgreSQL, with an admin of its own who is no superuser, and a group whose
 * temporary members own nothing of it afterwards.
 */
export function databaseScene() {
  const stamp = `${process.pid}_${Date.now().toString(36)}`;
  const names = { admin: `admin "${stamp}`, group: `app ${stamp}"; drop role x; --` };
  let dropDatabase: () => Promise<void>;
  let url = '';
  const clients: Client[] = [];

  const as = async ({ user, password }: { user: string; password: string }, database?: string) => {
    const at = new URL(url);
    at.username = encodeURIComponent(user);
    at.password = password;
    if (database !== undefined) at.pathname = `/${database}`;
    const client = new Client({ connectionString: at.href });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  const superuser = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    const database = await createDatabase();
    dropDatabase = database.drop;
    url = database.url;
    const { escapeIdentifier } = await import('pg');
    await superuser(`
      create role ${escapeIdentifier(names.group)};
      create role ${escapeIdentifier(names.admin)} login createrole password 'tests';
      grant ${escapeIdentifier(names.group)} to ${escapeIdentifier(names.admin)} with admin option;
      create table orders (id int);
      grant select, insert on orders to ${escapeIdentifier(names.group)};
      grant create, usage on schema public to ${escapeIdentifier(names.group)}`);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    await dropDatabase();
    const { escapeIdentifier } = await import('pg');
    for (const role of [names.admin, names.group]) {
      await superuserOf(url, `drop role if exists ${escapeIdentifier(role)}`);
    }
  });

  const adminUrl = () => {
    const admin = new URL(url);
    admin.username = encodeURIComponent(names.admin);
    admin.password = 'tests';
    return admin.href;
  };
  const target = (more: Partial<PostgresTarget> = {}): GrantTarget =>
    postgresTarget({
      name: 'orders-db',
      serves: () => true,
      admin: adminUrl(),
      roles: [names.group],
      connections: 2,
      ...more,
    });

  return {
    names,
    as,
    superuser,
    url: () => url,
    adminUrl,
    target,
    async open(id: string, more: Partial<Opening> = {}, from = target()) {
      const access = await from.open({
        id,
        grant: 'grt_1',
        request: 'req_1',
        closesAt: Date.now() + 600_000,
        ...more,
      });
      return access as PostgresAccess;
    },
    /** The temporary ones of its own group: the run's PostgreSQL has others. */
    async roles(): Promise<string[]> {
      const rows = await superuser<{ name: string }>(
        `select m.rolname as name from pg_auth_members a
         join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
         where g.rolname = $1 and m.rolname like 'cs\\_%' order by 1`,
        [names.group],
      );
      return rows.map(({ name }) => name);
    },
  };
}

async function superuserOf(url: string, sql: string): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
