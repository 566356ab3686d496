import { readFileSync } from 'node:fs';

/** One case: a message or a view. */
export type Vector = { name: string; message?: Record<string, unknown>; view?: unknown };

export function readVectors<T extends Vector>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(`vectors/${file}`, import.meta.url), 'utf8')) as T[];
}

type Fill = { $fill: unknown; times?: number; start?: string };

const isFill = (value: object): value is Fill => '$fill' in value;

/**
 * Writes out the abbreviation `{"$fill": x, "times": n}`: a text of x repeated, or a list of n times x.
 * Where `times` is missing, the given one holds; a `start` counts.
 */
export function fill(value: unknown, times: number): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, times));
  if (typeof value !== 'object' || value === null) return value;
  if (!isFill(value)) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, times)]));
  }
  const n = value.times ?? times;
  const { $fill: unit, start = '' } = value;
  if (typeof unit === 'string') return start + unit.repeat(n - start.length);
  return Array.from({ length: n }, () => fill(unit, times));
}
