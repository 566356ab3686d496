import type { Wake } from '../ports/store.ts';
import { StoreError } from './error.ts';
import type { Database, Dialect, Query } from './statement.ts';

/** What a transaction ends with. */
export type Work<T> = {
  result: T;
  /**
   * Whoever names the same waits here, until the commit, for the one before; the guards see what that
   * one wrote. SQLite has one writer at a time anyway.
   */
  locks?: string[];
  /** Each must give one row, or nothing is committed: a write needs a `returning`. */
  guards?: Query[];
  /** They must not depend on each other's rows: PostgreSQL gets them as one statement. */
  writes: Query[];
  wakes: Wake[];
};

/**
 * What a transaction does, step by step: it yields queries and is given their rows. SQLite answers
 * at once, so that nobody sees a transaction half done; PostgreSQL gets the queries of one step
 * together.
 */
export type Steps<T> = Generator<readonly Query[], T, readonly (readonly unknown[])[]>;

/** One step: a query, behind others whose rows nobody needs. */
export function* ask<Row>(query: Query<Row>, after: readonly Query[] = []): Steps<readonly Row[]> {
  const answers = yield [...after, query];
  return answers[after.length] as readonly Row[];
}

/** One step of several queries that do not need each other's rows; they run in this order. */
export function* askAll<Asked extends readonly Query[]>(...queries: Asked): Steps<RowsOf<Asked>> {
  return (yield queries) as unknown as RowsOf<Asked>;
}

/** The same of several lists, each with its rows. */
export function* askGroups<Groups extends readonly (readonly Query[])[]>(
  ...groups: Groups
): Steps<{ [group in keyof Groups]: RowsOf<Groups[group]> }> {
  const answers = [...(yield groups.flat())];
  const rows = groups.map(({ length }) => answers.splice(0, length));
  return rows as unknown as { [group in keyof Groups]: RowsOf<Groups[group]> };
}

type RowsOf<Asked extends readonly Query[]> = {
  [one in keyof Asked]: readonly RowOf<Asked[one]>[];
};

type RowOf<Asked> = Asked extends Query<infer Row> ? Row : never;

/** What the two databases do differently; everything else is one SQL text for both. */
export interface Engine {
  dialect: Dialect;
  /** For statements that are rarely used, each of them by itself. */
  db: Database;
  now: () => number;
  read: <Row>(query: Query<Row>) => Promise<readonly Row[]>;
  /** All writes or none, then the wakes. Throws a {@link StoreError} `conflict` for a guard. */
  write(writes: Query[], wakes: Wake[], guards?: Query[]): Promise<void>;
  /** One statement that writes, with what it returns; it is no part of another transaction. */
  statement: <Row>(query: Query<Row>) => Promise<readonly Row[]>;
  /** Runs again, a bounded number of times, where the database gave up on it: `work` must be pure. */
  transaction<T>(work: () => Steps<Work<T>>): Promise<T>;
  /** Work on the schema, which takes the time it takes. */
  migration<T>(work: (db: Database) => Promise<T>): Promise<T>;
  isUniqueViolation(error: unknown): boolean;
  onWake(listen: (wake: Wake) => void): () => void;
  ready(): Promise<{ ok: true } | { ok: false; reason: string }>;
  close(): Promise<void>;
}

export function assertGuarded(rows: number): void {
  if (rows === 1) return;
  throw new StoreError(
    'conflict',
    'What was to be written no longer fits what is there; nothing was written. Try again.',
  );
}
