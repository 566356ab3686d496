import { Fault } from '../../app/fault.ts';

const MINUTE_MS = 60_000;
/** More addresses than call a service in a minute; beyond them all share what is left of one. */
const MOST_ADDRESSES = 10_000;

/**
 * Counts attempts of each address, minute by minute. It keeps the provider and the log from being
 * used up; there is no secret here that could be guessed by trying.
 */
export function attemptLimit(perMinute: number, now: () => number): (address: string) => void {
  let minute = 0;
  let counts = new Map<string, number>();
  return (address) => {
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) [minute, counts] = [current, new Map()];
    const key = counts.has(address) || counts.size < MOST_ADDRESSES ? address : 'others';
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= perMinute) return;
    throw new Fault(
      'rate_limited',
      `Your address has tried to sign in ${perMinute} times in this minute. Wait for the next one, or have an operator raise signIn.attemptsPerMinute.`,
      Math.ceil(((current + 1) * MINUTE_MS - now()) / 1_000),
    );
  };
}
