// SQLite takes 32,766 parameters a statement, PostgreSQL 65,535.
const ROWS = 1_000;

export function chunks<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += ROWS) parts.push(items.slice(at, at + ROWS));
  return parts;
}
