import { Client, type ClientConfig } from 'pg';
import { TargetFailure } from '../../ports/grant-target.ts';

const CONNECT_MS = 5_000;
/** Within the time that an attempt has: what is not done by then is not done later either. */
const STATEMENT_MS = 5_000;
const LOCK_MS = 3_000;

/** Short connections of the configured admin: none is held between two credentials. */
export function createAdmin(url: string) {
  const address = addressOf(url);
  return {
    address,
    /** Throws {@link TargetFailure} for all that PostgreSQL says. */
    async connected<T>(
      work: (db: Client) => Promise<T>,
      database: string = address.database,
    ): Promise<T> {
      const db = new Client(configOf(url, database));
      // A connection that breaks fails its query, too.
      db.on('error', () => undefined);
      try {
        await db.connect();
        // Else a function that a bot left in a schema of the path could be preferred (CVE-2018-1058).
        await db.query('set search_path to pg_catalog');
        return await work(db);
      } catch (error) {
        throw failure(error, database);
      } finally {
        await db.end().catch(() => undefined);
      }
    },
  };
}

export type Admin = ReturnType<typeof createAdmin>;

function configOf(url: string, database: string): ClientConfig {
  const at = new URL(url);
  at.pathname = `/${encodeURIComponent(database)}`;
  return {
    connectionString: at.href,
    application_name: 'countersign',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    query_timeout: STATEMENT_MS + 1_000,
  };
}

function addressOf(url: string) {
  const { hostname, port, pathname, username, searchParams } = new URL(url);
  const sslmode = searchParams.get('sslmode') ?? undefined;
  return {
    host: hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: port === '' ? 5_432 : Number(port),
    database: decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username),
    sslmode,
  };
}

/** What PostgreSQL says names roles and objects, and never a password: we send none. */
function failure(error: unknown, database: string): unknown {
  if (error instanceof TargetFailure || error instanceof RangeError) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new TargetFailure(`PostgreSQL (database ${database}) says: ${said.slice(0, 300)}`, {
    cause: error,
  });
}
