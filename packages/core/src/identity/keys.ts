import type { IdentityKey } from './definition.ts';

/** Two, while a new key takes the place of an old one. */
export const MOST_KEYS = 2;

export type KeyRefusal = { code: 'too_many_keys' | 'not_found'; message: string };
export type Keys = { ok: true; keys: IdentityKey[] } | { ok: false; refusal: KeyRefusal };

/** Whether it opens anything; `now` in milliseconds. */
export function isLive({ expires }: IdentityKey, now: number): boolean {
  return expires === undefined || Date.parse(expires) > now;
}

/** One more key, which never makes three live ones. Those that are over are forgotten. */
export function addKey(keys: readonly IdentityKey[], key: IdentityKey, now: number): Keys {
  const live = keys.filter((one) => isLive(one, now));
  if (live.length < MOST_KEYS) return { ok: true, keys: [...live, key] };
  const ends = live.flatMap(({ expires }) => expires ?? []).toSorted();
  const when = ends[0] === undefined ? '' : `Wait until one ends at ${ends[0]}, or remove`;
  return {
    ok: false,
    refusal: {
      code: 'too_many_keys',
      message: `There are ${MOST_KEYS} live keys already (${live.map(({ id }) => id).join(', ')}). ${when || 'Remove'} the one that is not used any more.`,
    },
  };
}

/** A new key takes the place of the live one, which goes on for `overlapMs`; never for longer than it would have. */
export function rotateKey(
  keys: readonly IdentityKey[],
  key: IdentityKey,
  { overlapMs, now }: { overlapMs: number; now: number },
): Keys {
  const end = now + overlapMs;
  const ending = keys.map((one) => ({
    ...one,
    expires: new Date(Math.min(end, Date.parse(one.expires ?? '') || end)).toISOString(),
  }));
  const added = addKey(ending, key, now);
  // Both of two live keys would end: which of them is in use, nobody has said.
  const two = keys.filter((one) => isLive(one, now)).length >= MOST_KEYS;
  return two ? addKey(keys, key, now) : added;
}

export function removeKey(keys: readonly IdentityKey[], id: string): Keys {
  const left = keys.filter((one) => one.id !== id);
  if (left.length < keys.length) return { ok: true, keys: left };
  return {
    ok: false,
    refusal: {
      code: 'not_found',
      message: `There is no key ${id} here: it may be removed already.`,
    },
  };
}
