import type { FactType } from './facts.ts';
import { FIRST_MOMENT, LAST_MOMENT } from './moment.ts';

/** A value of CEL: int as bigint, timestamp as Date, map as Map. */
export type Prepared = {
  readonly value: unknown;
  readonly size: number;
  readonly longestText: number;
};

export const MAX_ENTRIES = 1_000;
export const MAX_TEXT = 65_536;
export const MAX_NODES = 10_000;
// The engine keeps a type for each shape that it meets, for good.
const MAX_LEVELS = 6;

/** The value, or why it is none, as the end of a sentence that begins with its name. */
export function prepareValue(type: FactType, value: unknown): Prepared | string {
  switch (type) {
    case 'string':
      return single(typeof value === 'string', value) ?? wrong(type);
    case 'bool':
      return single(typeof value === 'boolean', value) ?? wrong(type);
    case 'int':
      return Number.isSafeInteger(value) ? only(BigInt(value as number)) : wrong(type);
    case 'timestamp':
      return isMoment(value) ? only(new Date(value)) : wrong(type);
    case 'list<string>':
      return Array.isArray(value) && value.every(isText) ? nested(value) : wrong(type);
    case 'map<string, string>':
      return isObject(value) && Object.values(value).every(isText) ? nested(value) : wrong(type);
    case 'map<string, dyn>':
      return isObject(value) ? nested(value) : wrong(type);
  }
}

function only(value: unknown): Prepared {
  return { value, size: 0, longestText: 0 };
}

function single(fits: boolean, value: unknown): Prepared | string | undefined {
  return fits ? nested(value) : undefined;
}

function wrong(type: FactType): string {
  return `is not a ${type} that a condition can read.`;
}

class TooLarge extends Error {}

function nested(value: unknown): Prepared | string {
  const reader = new Reader();
  try {
    const read = reader.read(value, 0);
    return { value: read, size: reader.nodes - 1, longestText: reader.longestText };
  } catch (error) {
    if (error instanceof TooLarge) return error.message;
    throw error;
  }
}

/** Turns JSON into values of CEL. Maps, not objects: they have no prototype and no keys but texts. */
class Reader {
  nodes = 0;
  longestText = 0;

  read(value: unknown, level: number): unknown {
    this.nodes += 1;
    if (this.nodes > MAX_NODES) throw new TooLarge(`has more than ${MAX_NODES} values.`);
    if (level > MAX_LEVELS) throw new TooLarge(`has more than ${MAX_LEVELS} levels.`);
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number') return numberOf(value);
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return this.#list(counted(value), level + 1);
    if (!isObject(value)) throw new TooLarge('is not JSON.');
    const entries = counted(Object.entries(value));
    return new Map(entries.map(([key, item]) => [this.#text(key), this.read(item, level + 1)]));
  }

  #list(items: readonly unknown[], level: number): unknown[] {
    // No map(): see checkStages() of judge.ts. All loops of the engine read these.
    const list: unknown[] = [];
    for (const item of items) list.push(this.read(item, level));
    return list;
  }

  #text(text: string): string {
    if (text.length > MAX_TEXT) throw new TooLarge(`has a text over ${MAX_TEXT} characters.`);
    this.longestText = Math.max(this.longestText, text.length);
    return text;
  }
}

function counted<T>(items: T[]): T[] {
  if (items.length <= MAX_ENTRIES) return items;
  throw new TooLarge(`has more than ${MAX_ENTRIES} entries.`);
}

function numberOf(value: number): number | bigint {
  if (Number.isSafeInteger(value)) return BigInt(value);
  // Further out, engines round differently when they compare an int with a double.
  if (Math.abs(value) < 2 ** 53) return value;
  throw new TooLarge('has a number beyond 2^53.');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMoment(value: unknown): value is number {
  return (
    Number.isSafeInteger(value) && Number(value) >= FIRST_MOMENT && Number(value) <= LAST_MOMENT
  );
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
