import { truncate } from '@countersign/core/text/truncate';
import { inUtc, partInUtc, type Timed } from '@countersign/core/text/timed';

/** What says how much is cut takes no more characters. */
const NOTICE = 30;

/** At most `max` characters, where a moment takes as many as in UTC. */
export function cutTimed(timed: Timed, max: number): Timed {
  if (inUtc(timed).length <= max) return timed;
  let left = max;
  for (const [at, part] of timed.entries()) {
    const { length } = partInUtc(part);
    if (length > left - NOTICE) {
      return [...timed.slice(0, at), truncate(inUtc(timed.slice(at)), left)];
    }
    left -= length;
  }
  return timed;
}

/** Several sentences, with a space between each and the next. */
export function joinTimed(sentences: readonly Timed[]): Timed {
  return sentences.flatMap((timed, at) => (at === 0 ? timed : [' ', ...timed]));
}
