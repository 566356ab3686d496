import { parametersOf, type Query, type Text } from './statement.ts';

/**
 * Several queries as one statement of PostgreSQL: one round trip, and one transaction. Their rows
 * are lost, and they do not see what the others write. Each of the first `guards` must give
 * a row: one that gives none divides by zero, which undoes everything.
 */
export function oneStatement(queries: Query[], { guards }: { guards: number }) {
  let known = (roots[guards] ??= { next: new WeakMap() });
  for (const { text } of queries) known = next(known, text.postgres);
  known.sql ??= join(
    queries.map(({ text }) => text.postgres),
    guards,
  );
  return {
    sql: known.sql,
    parameters: queries.flatMap((query) => parametersOf(query, 'postgres')),
  };
}

/** What was joined before, by what it was joined of; forgotten with any of its parts. */
type Joined = { sql?: string; next: WeakMap<Text, Joined> };

/** By the number of guards. */
const roots: Joined[] = [];

function next({ next: known }: Joined, text: Text): Joined {
  const found = known.get(text);
  if (found) return found;
  const made: Joined = { next: new WeakMap() };
  known.set(text, made);
  return made;
}

function join(texts: Text[], guards: number): string {
  let before = 0;
  const parts = texts.map(({ sql, parameters }, at) => {
    const first = before;
    before += parameters.length;
    const own = sql.replace(/\$(\d+)/gu, (_, n: string) => `$${first + Number(n)}`);
    return `w${at} as (${own})`;
  });
  const held = texts.slice(0, guards).map((_, at) => ` / (select count(*) from w${at})`);
  return `with ${parts.join(', ')} select 1${held.join('')}`;
}
