import type { z } from 'zod';
import { compileGlob } from './glob.ts';
import { matchFields } from './policy.ts';
import type { Match } from './policy.ts';
import type { matchShape } from './shape/match.ts';

/** One for all rules without globs: what a thousand rules keep does not fit into a cache. */
const ANYTHING: Match = Object.freeze({});

/** Compiles the globs of a `match` that has its shape. */
export function compileMatch(written: z.output<ReturnType<typeof matchShape>>): Match {
  if (matchFields.every((field) => written[field] === undefined)) return ANYTHING;
  const match: Match = {};
  for (const field of matchFields) {
    const patterns = written[field];
    if (patterns === undefined) continue;
    const globs = patterns.map(compileGlob).filter((result) => result.ok);
    match[field] = { patterns, globs };
  }
  return match;
}
