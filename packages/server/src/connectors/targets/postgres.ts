import { randomBytes } from 'node:crypto';
import type { PostgresAccess } from '@countersign/core/wire/credential-types';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { TargetFailure, type GrantTarget, type Opening } from '../../ports/grant-target.ts';
import { createAdmin } from './postgres-admin.ts';
import { closeRole } from './postgres-close.ts';
import { scramVerifier } from './scram.ts';

export type PostgresTarget = {
  name: string;
  serves: GrantTarget['serves'];
  /** `postgres://…` of a role that may create roles. */
  admin: string;
  /** The roles that the temporary one is in; one at least. */
  roles: readonly string[];
  /** Who has what the temporary role made, once it is gone; the first of the roles where left out. */
  owner?: string | undefined;
  connections: number;
  /** What bots connect to, where it differs from what the admin connects to. */
  host?: string | undefined;
  port?: number | undefined;
};

/** A temporary role, in the roles that the configuration names. PostgreSQL 14 or later. */
export function postgresTarget(target: PostgresTarget): GrantTarget {
  const { name, serves, roles, connections } = target;
  const admin = createAdmin(target.admin);
  return {
    name,
    kind: 'postgres',
    serves,
    handsOverOnce: false,
    keyFault: async () => null,
    async open(opening) {
      const user = roleName(opening.id);
      const password = randomBytes(24).toString('base64url');
      await admin.connected(async (db) => {
        await refusePowerful(db, roles);
        await db.query(createRole({ user, password, roles, connections, opening }));
      });
      const { host, port, database, sslmode } = admin.address;
      return {
        kind: 'postgres',
        host: target.host ?? host,
        port: target.port ?? port,
        user,
        password,
        database,
        ...(sslmode === undefined ? {} : { sslmode }),
      } satisfies PostgresAccess;
    },
    close: async (id) => closeRole(admin, roleName(id), target.owner ?? roles[0] ?? ''),
  };
}

/** The id of a credential with what PostgreSQL takes for a name: `cs_01jd…`. */
export function roleName(id: string): string {
  const [, rest] = /^[a-z]+_([0-9a-z]{1,40})$/u.exec(id) ?? [];
  if (rest === undefined) throw new RangeError(`${id} is not the id of a credential.`);
  return `cs_${rest}`;
}

/** One string of statements is one transaction: the role is there with its comment, or not at all. */
function createRole(role: {
  user: string;
  password: string;
  roles: readonly string[];
  connections: number;
  opening: Opening;
}): string {
  const { user, password, roles, connections, opening } = role;
  const name = escapeIdentifier(user);
  const until = escapeLiteral(new Date(opening.closesAt).toISOString());
  const comment = escapeLiteral(`Countersign: ${opening.grant} of ${opening.request}`);
  return `create role ${name} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
      connection limit ${Math.trunc(connections)} password ${escapeLiteral(scramVerifier(password))}
      valid until ${until} in role ${roles.map(escapeIdentifier).join(', ')};
    comment on role ${name} is ${comment}`;
}

type Db = Parameters<Parameters<ReturnType<typeof createAdmin>['connected']>[0]>[0];

/**
 * Who could make roles, or act as anybody, would leave a way in that nobody closes. So would who can set the
 * password of a role that may log in, as each of its members can, and who reaches the server's files:
 * postgresql.org/docs/current/predefined-roles.html
 */
async function refusePowerful(db: Db, roles: readonly string[]): Promise<void> {
  const { rows } = await db.query<{ rolname: string }>(POWERFUL, [roles]);
  const [found] = rows;
  if (found === undefined) return;
  throw new TargetFailure(
    `The role ${found.rolname} is a superuser, may log in or create roles, or reaches the files of the server, and a temporary role would be in it. Name other roles for this target.`,
  );
}

const POWERFUL = `
  select power.rolname from pg_roles power
  where (power.rolsuper or power.rolcanlogin or power.rolcreaterole or power.rolname = any(
      array['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']::name[]))
    and exists (select 1 from pg_roles own
      where own.rolname = any($1) and pg_has_role(own.oid, power.oid, 'member'))
  order by power.rolname limit 1`;
