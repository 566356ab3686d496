import { z } from 'zod';
import { MAX_DEPTH } from '../digest.ts';
import type { Json } from './types.ts';

export type { Json };

/**
 * A schema of its own kind for every level would cost seconds for a large body and the stack for a
 * deep one. Levels are counted as for the digest, which such a value would go into.
 */
export const json = z
  .unknown()
  .refine(isJson, `must be JSON of at most ${MAX_DEPTH} levels`) as z.ZodType as z.ZodType<Json>;

function isJson(value: unknown, depth = 0): value is Json {
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every((item) => isJson(item, depth + 1));
  }
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    Number.isFinite(value)
  );
}
