import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
} from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Statements whose text is made once. Kysely writes and types them, with a slot wherever a value
 * will be; what is left to do each time is to fill the slots
 * (docs/decisions/0013-statements-are-compiled-once.md).
 */

export type Dialect = 'sqlite' | 'postgres';

export type Database = Kysely<Schema>;

/** What a statement is written with. */
export type Maker = { db: Database; dialect: Dialect };

/** A statement and its values, for either engine. */
export type Query<Row = unknown> = {
  text: Record<Dialect, Text>;
  values: unknown;
  /** For the types alone; there never is one. */
  row?: Row;
};

/** The text, and for each of its parameters the slot or the constant. */
export type Text = { sql: string; parameters: readonly unknown[] };

/** Kysely's builders, and its raw statements, which want a database to compile for. */
type Written<Row> = { compile(db: Database): CompiledQuery<Row> };

export function statement<Values extends object, Row>(
  write: (values: Values, maker: Maker) => Written<Row>,
): (values: Values) => Query<Row> {
  const text = texts((maker) => write(slots() as Values, maker));
  return (values) => ({ text, values });
}

/** Longer lists are rare, and each length would stay in memory for ever. */
const REMEMBERED_ROWS = 16;

/** A statement that takes a list of rows, one at least: a text for each length. */
export function rowsStatement<Values extends object, Row>(
  write: (rows: Values[], maker: Maker) => Written<Row>,
): (rows: Values[]) => Query<Row> {
  const known: Record<Dialect, Text>[] = [];
  const make = (length: number) =>
    texts((maker) =>
      write(
        Array.from({ length }, (_, at) => slots(at) as Values),
        maker,
      ),
    );
  return (rows) => {
    const { length } = rows;
    const text = length > REMEMBERED_ROWS ? make(length) : (known[length] ??= make(length));
    return { text, values: rows };
  };
}

/** The query's parameters, in the order of its text. */
export function parametersOf({ text, values }: Query, dialect: Dialect): unknown[] {
  return text[dialect].parameters.map((one) => (one instanceof Slot ? one.of(values) : one));
}

/** Where a value will be: of the values themselves, or of one of their rows. */
class Slot {
  readonly #key: string;
  readonly #row: number | undefined;
  constructor(key: string, row?: number) {
    this.#key = key;
    this.#row = row;
  }
  of(values: unknown): unknown {
    const from = this.#row === undefined ? values : (values as unknown[])[this.#row];
    return (from as Record<string, unknown>)[this.#key];
  }
}

/** Looks to Kysely like the values: each of its properties is the slot of that name. */
function slots(row?: number): object {
  return new Proxy({}, { get: (_, key) => new Slot(String(key), row) });
}

/** Nothing is compiled before it is needed, nor for the engine that is not in use. */
function texts(write: (maker: Maker) => Written<unknown>): Record<Dialect, Text> {
  const made: Partial<Record<Dialect, Text>> = {};
  const of = (dialect: Dialect): Text => {
    const db = makers[dialect];
    const { sql, parameters } = write({ db, dialect }).compile(db);
    return (made[dialect] = { sql, parameters });
  };
  return {
    get sqlite() {
      return made.sqlite ?? of('sqlite');
    },
    get postgres() {
      return made.postgres ?? of('postgres');
    },
  };
}

/** They compile and have no connection. */
const makers: Record<Dialect, Database> = {
  sqlite: new Kysely<Schema>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  }),
  postgres: new Kysely<Schema>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  }),
};
