import { DatabaseError, type Pool, type PoolClient } from 'pg';
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

export const BEGIN = CompiledQuery.raw('begin');
export const COMMIT = CompiledQuery.raw('commit');
export const ROLLBACK = CompiledQuery.raw('rollback');

/** Kysely over a `pg` pool, or over one of its clients; every statement prepared once a connection. */
function nodePostgresDialect(source: {
  acquire: () => Promise<PoolClient>;
  release: (client: PoolClient) => void;
}): Dialect {
  return {
    createDriver: () => new NodePostgresDriver(source),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

export function fromPool(pool: Pool): Dialect {
  return nodePostgresDialect({
    acquire: () => pool.connect(),
    release,
  });
}

const broken = new WeakMap<PoolClient, Error>();

/** Back to the pool, or thrown away where a query was left without the server's answer. */
export function release(client: PoolClient): void {
  client.release(broken.get(client));
}

/**
 * Queries go out as they come, without waiting for the answer to the one before: Kysely's own
 * transactions would wait, and so cost a round trip a statement.
 */
export function fromClient(client: PoolClient): Dialect {
  return nodePostgresDialect({ acquire: async () => client, release: () => undefined });
}

type Source = Parameters<typeof nodePostgresDialect>[0];

class NodePostgresDriver implements Driver {
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<NodePostgresConnection> {
    return new NodePostgresConnection(await this.#source.acquire());
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(BEGIN);
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(COMMIT);
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(ROLLBACK);
  }
  async releaseConnection(connection: NodePostgresConnection): Promise<void> {
    this.#source.release(connection.client);
  }
  async destroy(): Promise<void> {}
}

class NodePostgresConnection implements DatabaseConnection {
  readonly client: PoolClient;
  constructor(client: PoolClient) {
    this.client = client;
  }
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(sql);
    const values = [...parameters];
    const answer = this.client.query({ name, text: sql, values });
    const { rows, rowCount, command } = await answer.catch((error: Error) => {
      if (!(error instanceof DatabaseError)) broken.set(this.client, error);
      throw error;
    });
    // A transaction that had failed before answers COMMIT so.
    if (command === 'ROLLBACK' && sql === COMMIT.sql) {
      throw new Error('The transaction had failed and was rolled back.');
    }
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  }
  streamQuery(): never {
    throw new Error('Rows are not streamed from PostgreSQL; ask for pages.');
  }
}

const names = new Map<string, string>();

/** The name of a prepared statement; undefined where preparing does not pay. */
function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined) return known;
  // Only shapes that come back are worth keeping: lists of any length would fill the server's memory.
  if (names.size >= 500 || !/^\s*(?:select|insert|update|delete|with)\b/.test(sql))
    return undefined;
  const name = `countersign_${names.size}`;
  names.set(sql, name);
  return name;
}
