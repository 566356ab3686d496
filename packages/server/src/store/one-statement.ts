import { parametersOf, type Query, type Text } from './statement.ts';

/**
 * Several queries as one statement of PostgreSQL: one round trip, and one transaction. Their rows
 * are lost, and they do not see what the others write. With `guarded`, the first one must give a
 * row: one that gives none divides by zero, which undoes everything.
 */
export function oneStatement(queries: Query[], { guarded }: { guarded: boolean }) {
  let known = guarded ? afterGuard : unguarded;
  for (const { text } of queries) known = next(known, text.postgres);
  known.sql ??= join(
    queries.map(({ text }) => text.postgres),
    guarded,
  );
  return {
    sql: known.sql,
    parameters: queries.flatMap((query) => parametersOf(query, 'postgres')),
  };
}

/** What was joined before, by what it was joined of; forgotten with any of its parts. */
type Joined = { sql?: string; next: WeakMap<Text, Joined> };

const unguarded: Joined = { next: new WeakMap() };
const afterGuard: Joined = { next: new WeakMap() };

function next({ next: known }: Joined, text: Text): Joined {
  const found = known.get(text);
  if (found) return found;
  const made: Joined = { next: new WeakMap() };
  known.set(text, made);
  return made;
}

function join(texts: Text[], guarded: boolean): string {
  let before = 0;
  const parts = texts.map(({ sql, parameters }, at) => {
    const first = before;
    before += parameters.length;
    const own = sql.replace(/\$(\d+)/gu, (_, n: string) => `$${first + Number(n)}`);
    return `w${at} as (${own})`;
  });
  const result = guarded ? '1 / (select count(*) from w0)' : '1';
  return `with ${parts.join(', ')} select ${result}`;
}
