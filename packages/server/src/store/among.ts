import { sql, type RawBuilder } from 'kysely';
import type { Maker } from './statement.ts';

/** A list as one value, so that lists of every length have one text: see {@link listOf}. */
export type List = string;

export function listOf(items: readonly string[]): List {
  return JSON.stringify(items);
}

/** Whether `what` is in the list. */
export function among(
  what: RawBuilder<unknown>,
  list: List,
  { dialect }: Maker,
): RawBuilder<boolean> {
  return dialect === 'postgres'
    ? sql<boolean>`${what} = any(array(select json_array_elements_text(cast(${list} as json))))`
    : sql<boolean>`${what} in (select value from json_each(${list}))`;
}
