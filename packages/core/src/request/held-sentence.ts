import { inUtc, type Timed } from '../text/timed.ts';
import type { Frozen } from './frozen.ts';

/** How the names of freezes are told, each between its quotes already. */
type Names = (quoted: string[]) => string;

const all: Names = (quoted) => quoted.join(' and ');

/** The same as {@link heldTimed}, as text. */
export function heldSentence(held: Frozen, names: Names = all): string {
  return inUtc(heldTimed(held, names));
}

/** “Everybody who must agree has; …”. */
export function heldTimed(held: Frozen, names: Names = all): Timed {
  return ['Everybody who must agree has; it takes effect at ', ...whenHeld(held, names), '.'];
}

/** `2026-11-22 12:00 UTC, once the freeze “noon” is over`, or `…, and not before`. */
export function whenHeld({ until, by }: Frozen, names: Names = all): Timed {
  const freezes = names(by.map((name) => `“${name}”`));
  const why = by.length === 0 ? 'and not before' : `once the freeze ${freezes} is over`;
  return [{ at: until }, `, ${why}`];
}
