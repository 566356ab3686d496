import type { Algorithm } from './signer.ts';

/** `signsFrom` is in milliseconds since the epoch. */
export type Dated = { kid: string; alg: Algorithm; signsFrom: number };

export type Timing = {
  /** So long is a key published before it signs. */
  leadMs: number;
  /** So long is it published after another one has taken over. */
  retireMs: number;
  /** So long it signs. */
  rotateMs: number;
};

/**
 * Where each key stands follows from when it begins to sign, so that a restart changes nothing:
 * `next` is published and does not sign, `current` signs, `retired` is published for those who hold
 * what it signed, `over` is not.
 */
export type Standing = 'next' | 'current' | 'retired' | 'over';

/** In the order of `signsFrom`; one at least. */
export function standings<Key extends Dated>(
  keys: readonly Key[],
  now: number,
  { retireMs }: Pick<Timing, 'retireMs'>,
): { key: Key; standing: Standing }[] {
  const sorted = keys.toSorted((a, b) => a.signsFrom - b.signsFrom);
  // A clock that went back finds none that signs yet; the first one did.
  const current = Math.max(
    0,
    sorted.findLastIndex(({ signsFrom }) => signsFrom <= now),
  );
  return sorted.map((key, at) => {
    if (at > current) return { key, standing: 'next' };
    if (at === current) return { key, standing: 'current' };
    const takenOver = sorted[at + 1]?.signsFrom ?? now;
    return { key, standing: now < takenOver + retireMs ? 'retired' : 'over' };
  });
}

/** When a key that is made now may sign, if one is wanted; null where the last one will do. */
export function nextSignsFrom(
  keys: readonly Dated[],
  now: number,
  { leadMs, rotateMs }: Timing,
  algorithm: Algorithm,
): number | null {
  const last = keys.toSorted((a, b) => a.signsFrom - b.signsFrom).at(-1);
  // Nobody has read the keys before there were any.
  if (!last) return now;
  if (last.signsFrom > now + leadMs) return null;
  if (last.alg !== algorithm) return Math.max(now + leadMs, last.signsFrom + 1);
  return now >= last.signsFrom + rotateMs - leadMs ? now + leadMs : null;
}
