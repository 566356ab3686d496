import type { IssuerKeyStore } from '../ports/issuer-key-store.ts';
import type { Keys } from './keys.ts';

/** A key that no process has had for so long is of one that is gone. */
const GONE_MS = 600_000;

/**
 * Tells the others which keys this process has; a sentence where another one signs with a key that
 * this one lacks: who reads the keys here would refuse what is signed there.
 */
export async function compareKeys(
  keys: Keys,
  store: IssuerKeyStore,
  now: number,
): Promise<string | null> {
  const own = keys.published();
  const others = await store.seenSince(now - GONE_MS);
  const strange = others.find((kid) => !own.some((key) => key.kid === kid));
  if (strange !== undefined) {
    return `Another process signs grants with the key ${strange}, which this one does not have: relying parties that read the keys here would refuse what it signs. Give every replica the same keys (issuer.keys in the configuration, or the same issuer-keys.json). If that process is gone for good, start again in ten minutes.`;
  }
  await store.saw(
    own.map(({ kid }) => kid),
    now,
  );
  return null;
}
