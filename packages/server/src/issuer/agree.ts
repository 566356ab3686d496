import type { KnownKey } from '../ports/issuer-key-store.ts';
import type { Dated, Timing } from './key-ring.ts';

/** A key that no process has had, or signed with, for so long is of one that is gone. */
const GONE_MS = 600_000;

export type Agreement =
  /** Another process signs with `lacks`: who reads the keys here would refuse what is signed there. */
  | { ok: false; lacks: string }
  | {
      ok: true;
      /** What all are to know from now on. */
      keys: KnownKey[];
      /** Since when each key of this process signs; those that do not yet are not among them. */
      since: Map<string, number>;
      /** What others have and this process does not: keys that will sign, or whose grants may be out. */
      lacks: { kid: string; hasSigned: boolean }[];
      /** Keys whose own time has come, and which were missing somewhere of late. */
      waiting: string[];
    };

/**
 * What a process with these keys may sign with, among all that have told. No key signs before every
 * process has published it for as long as anybody may keep what was published before: so a new one
 * can be handed out one process after another, and nobody need hurry.
 */
export function agree(
  own: readonly Dated[],
  known: readonly KnownKey[],
  now: number,
  { leadMs, retireMs }: Pick<Timing, 'leadMs' | 'retireMs'>,
): Agreement {
  const lacked = known.filter(({ kid }) => !own.some((key) => key.kid === kid));
  const signing = lacked.find(({ signedAt }) => signedAt !== null && signedAt > now - GONE_MS);
  if (signing) return { ok: false, lacks: signing.kid };

  const sorted = own.toSorted((a, b) => a.signsFrom - b.signsFrom);
  const told = sorted.map(({ kid }) => {
    const before = known.find((key) => key.kid === kid);
    // Nobody has read the keys before there were any.
    const fresh = { kid, lackedAt: known.length === 0 ? 0 : now, signsSince: null, signedAt: null };
    return { ...(before ?? fresh), seenAt: now };
  });
  const readyAt = ({ lackedAt, signsSince }: KnownKey) =>
    signsSince === null ? lackedAt + leadMs : 0;
  const isDue = (at: number) => (sorted[at]?.signsFrom ?? now) <= now;
  // Where none may sign, one must: as when all keys were lost.
  const current = Math.max(
    0,
    told.findLastIndex((key, at) => isDue(at) && readyAt(key) <= now),
  );
  const keys = told.map((key, at) =>
    at === current ? { ...key, signsSince: key.signsSince ?? now, signedAt: now } : key,
  );
  return {
    ok: true,
    keys: [...keys, ...lacked.map((key) => ({ ...key, lackedAt: now }))],
    since: new Map(
      keys
        .slice(0, current + 1)
        .map(({ kid, signsSince }, at) => [kid, signsSince ?? sorted[at]?.signsFrom ?? now]),
    ),
    lacks: lacked.flatMap(({ kid, seenAt, signedAt }) => {
      const hasSigned = signedAt !== null;
      const isWanted = hasSigned ? signedAt > now - retireMs : seenAt > now - GONE_MS;
      return isWanted ? [{ kid, hasSigned }] : [];
    }),
    waiting: told.flatMap(({ kid }, at) => (at > current && isDue(at) ? [kid] : [])),
  };
}
