import type { Compilable, Kysely, OperationNodeSource } from 'kysely';
import type { Wake } from '../ports/store.ts';
import { StoreError } from './error.ts';
import type { Schema } from './schema.ts';

export type Dialect = 'sqlite' | 'postgres';

export type Database = Kysely<Schema>;

export type Write = Compilable & OperationNodeSource;

/** What a transaction ends with. */
export type Work<T> = {
  result: T;
  /** A statement that must give one row, or nothing is committed: a write needs a `returning`. */
  guard?: Write;
  /** They must not depend on each other's rows: PostgreSQL gets them as one statement. */
  writes: Write[];
  wakes: Wake[];
};

/** What the two databases do differently; everything else is one SQL text for both. */
export interface Engine {
  dialect: Dialect;
  db: Database;
  now: () => number;
  /** All writes or none, then the wakes. Throws a {@link StoreError} `conflict` for the guard. */
  write(writes: Write[], wakes: Wake[], guard?: Write): Promise<void>;
  /** Runs again, a bounded number of times, where the database gave up on it: `work` must be pure. */
  transaction<T>(work: (tx: Database) => Promise<Work<T>>): Promise<T>;
  /** One statement that writes, with what it returns; it is no part of another transaction. */
  statement<T>(write: (db: Database) => Promise<T>): Promise<T>;
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
