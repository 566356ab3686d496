import type { Entry } from './entry.ts';
import { broken, isMoment, member } from './story-parts.ts';

/**
 * An approval takes effect no sooner than the submission's `holdUntil`, and than it was held for
 * freezes; unless it was held, before `expiresAt`. An emergency waits for nothing. A request expires
 * when it said. Entries of the service's own clock are compared with what it promised before.
 */
export function assertInTime(
  submitted: Entry,
  rest: readonly Entry[],
  { decided, isEmergency }: { decided: Entry; isEmergency: boolean },
): void {
  const holds = rest.filter(({ kind }) => kind === 'request.held');
  if (holds.some((held) => rest.indexOf(held) > rest.indexOf(decided))) {
    throw broken('it was held after it had been decided');
  }
  const at = momentOf(decided.at, decided);
  const expiresAt = momentIn(submitted, 'expiresAt');
  if (decided.kind === 'request.expired' && at < (expiresAt ?? at)) {
    throw broken('it expired before its time was over');
  }
  if (decided.kind !== 'request.approved') return;
  if (holds.length === 0 && at >= (expiresAt ?? Infinity)) {
    throw broken('it was approved after its time was over');
  }
  if (isEmergency) return;
  for (const [entry, name] of [
    [submitted, 'holdUntil'],
    ...holds.map((held) => [held, 'until'] as const),
  ] as const) {
    const until = momentIn(entry, name);
    if (until !== undefined && at < until) {
      throw broken(
        `its approval took effect at ${decided.at}, and was to wait until ${new Date(until).toISOString()}`,
      );
    }
  }
}

function momentIn(entry: Entry, name: 'holdUntil' | 'until' | 'expiresAt'): number | undefined {
  const written = member(entry, name);
  return written === undefined ? undefined : momentOf(written, entry);
}

function momentOf(written: unknown, { id }: Entry): number {
  if (typeof written === 'string' && isMoment(written)) return Date.parse(written);
  throw broken(`entry ${id} has no moment where there should be one`);
}
