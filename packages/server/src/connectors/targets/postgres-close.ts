import { escapeIdentifier, type Client } from 'pg';
import { TargetFailure } from '../../ports/grant-target.ts';
import type { Admin } from './postgres-admin.ts';

/**
 * No new sessions, an end to those that there are, its objects to their owner, and then the role
 * itself. VALID UNTIL alone would leave an open session open.
 */
export async function closeRole(admin: Admin, role: string, owner: string): Promise<void> {
  await admin.connected(async (db) => {
    const oid = await oidOf(db, role);
    if (oid === null) return;
    const name = escapeIdentifier(role);
    // Who is no superuser ends sessions, and gives objects away, of roles alone that they are in.
    await db.query(`alter role ${name} nologin; grant ${name} to current_user`);
    await endSessions(db, oid);
    for (const database of await databasesWith(db, oid)) {
      await admin.connected((there) => release(there, role, owner), database);
    }
    await db.query(`drop role if exists ${name}`);
    // One that was logging in while that was forbidden.
    await endSessions(db, oid);
  });
}

async function oidOf(db: Client, role: string): Promise<number | null> {
  const { rows } = await db.query<{ oid: number }>('select oid from pg_roles where rolname = $1', [
    role,
  ]);
  return rows[0]?.oid ?? null;
}

const PATIENCE_MS = 2_000;

async function endSessions(db: Client, oid: number): Promise<void> {
  // All are told before the first one is waited for.
  await db.query('select pg_terminate_backend(pid) from pg_stat_activity where usesysid = $1', [
    oid,
  ]);
  await db.query(
    'select pg_terminate_backend(pid, $2::bigint) from pg_stat_activity where usesysid = $1',
    [oid, PATIENCE_MS],
  );
  const { rows } = await db.query('select pid from pg_stat_activity where usesysid = $1', [oid]);
  if (rows.length > 0) throw new TargetFailure('A session of the role has not ended yet.');
}

/** Those where it has objects or rights; these are removed from within each. */
async function databasesWith(db: Client, oid: number): Promise<string[]> {
  const { rows } = await db.query<{ datname: string }>(
    `select distinct d.datname from pg_shdepend s
     join pg_database d on d.oid = s.dbid or (s.dbid = 0 and d.datname = current_database())
     where s.refclassid = 'pg_authid'::regclass and s.refobjid = $1`,
    [oid],
  );
  return rows.map(({ datname }) => datname);
}

async function release(db: Client, role: string, owner: string): Promise<void> {
  const name = escapeIdentifier(role);
  await db.query(`reassign owned by ${name} to ${escapeIdentifier(owner)}; drop owned by ${name}`);
}
