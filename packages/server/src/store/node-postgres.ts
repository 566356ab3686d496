import { DatabaseError, type Client, type Pool, type PoolClient } from 'pg';
import {
  type CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

/** Kysely over a `pg` pool: for the schema, and for statements that are rarely used. */
export function fromPool(pool: Pool): Dialect {
  return {
    createDriver: () => new NodePostgresDriver(pool),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

const broken = new WeakMap<Client, Error>();

/** A query was left without the server's answer: whose the next one would be is not known. */
export function isBroken(client: Client): boolean {
  return broken.has(client);
}

/** Back to the pool, or thrown away where a query was left without the server's answer. */
export function release(client: PoolClient): void {
  client.release(broken.get(client));
}

/** Goes out at once, whatever is still to be answered; prepared once a connection. */
export async function send<Row extends object>(
  client: Client,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<QueryResult<Row>> {
  const name = nameOf(sql);
  const answer = client.query<Row>({ name, text: sql, values: [...parameters] });
  const { rows, rowCount, command } = await answer.catch((error: Error) => {
    if (!(error instanceof DatabaseError)) broken.set(client, error);
    throw error;
  });
  // A transaction that had failed before answers so.
  if (command === 'ROLLBACK' && sql === 'commit') {
    throw new Error('The transaction had failed and was rolled back.');
  }
  return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
}

class NodePostgresDriver implements Driver {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<NodePostgresConnection> {
    return new NodePostgresConnection(await this.#pool.connect());
  }
  beginTransaction(connection: NodePostgresConnection): Promise<void> {
    return connection.begin();
  }
  commitTransaction(connection: NodePostgresConnection): Promise<void> {
    return connection.commit();
  }
  rollbackTransaction(connection: NodePostgresConnection): Promise<void> {
    return connection.rollback();
  }
  async releaseConnection({ client }: NodePostgresConnection): Promise<void> {
    release(client);
  }
  async destroy(): Promise<void> {}
}

/** What gives no rows, and tells nothing but that it was done. */
const DEFINES = /^\s*(?:create|alter|drop|set)\b/i;

/**
 * In a transaction, the next statement does not wait for one that defines something: a schema takes a
 * hundred of these. Whoever asks for rows waits for all answers before, and is told of the first fault;
 * so does the commit.
 */
class NodePostgresConnection implements DatabaseConnection {
  readonly client: PoolClient;
  #unanswered: Promise<unknown>[] | null = null;
  constructor(client: PoolClient) {
    this.client = client;
  }

  async begin(): Promise<void> {
    this.#unanswered = [];
    this.#goAhead(this.#unanswered, 'begin');
  }

  async commit(): Promise<void> {
    await this.#inOrder(send(this.client, 'commit'));
    this.#unanswered = null;
  }

  async rollback(): Promise<void> {
    await Promise.allSettled(this.#unanswered ?? []);
    this.#unanswered = null;
    await send(this.client, 'rollback');
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#unanswered && DEFINES.test(sql)) return this.#goAhead(this.#unanswered, sql);
    return this.#inOrder(send<R & object>(this.client, sql, parameters));
  }

  #goAhead(unanswered: Promise<unknown>[], sql: string): QueryResult<never> {
    const answer = send(this.client, sql);
    // A fault waits for whoever looks.
    answer.catch(() => undefined);
    unanswered.push(answer);
    return { rows: [] };
  }

  async #inOrder<T>(answer: Promise<T>): Promise<T> {
    const before = this.#unanswered?.splice(0) ?? [];
    await Promise.allSettled([...before, answer]);
    await Promise.all(before);
    return answer;
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
