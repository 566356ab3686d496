import { moment } from './moment.ts';

/**
 * Words with moments among them, `at` in milliseconds: whoever can draws these in the reader's own
 * time zone.
 */
export type Timed = readonly (string | { at: number })[];

/** The same as text, its moments in UTC. */
export function inUtc(timed: Timed): string {
  return timed.map(partInUtc).join('');
}

export function partInUtc(part: Timed[number]): string {
  return typeof part === 'string' ? part : moment(part.at);
}
