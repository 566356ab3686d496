import type { IdentityUse, RegisterStore } from '../../ports/register-store.ts';

/** Each proof is written once in this time at most, however often it is used. */
export const NOTE_EVERY_MS = 60_000;

export type Proved = { kind: 'api_key'; keyId: string } | { kind: 'oidc'; issuer: string };

/**
 * Remembers when each proof was last used, and writes it in the background, all in one commit: a
 * call pays nothing for it. What was not written when the process is killed is forgotten.
 */
export function createUses(store: Pick<RegisterStore, 'noteUses'>, now: () => number) {
  const waiting = new Map<string, IdentityUse>();
  const writtenAt = new Map<string, number>();

  return {
    used: (identity: string, proof: Proved): void => {
      const at = now();
      const named = proofName(proof);
      const place = `${identity} ${named}`;
      if (at - (writtenAt.get(place) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
      waiting.set(place, { identity, proof: named, at });
    },
    /** Writes what waits; what could not be written waits on. */
    async flush(): Promise<void> {
      const batch = [...waiting];
      if (batch.length === 0) return;
      await store.noteUses(batch.map(([, use]) => use));
      for (const [place, use] of batch) {
        if (waiting.get(place) === use) waiting.delete(place);
        writtenAt.set(place, use.at);
      }
    },
  };
}

export function proofName(proof: Proved): string {
  return proof.kind === 'api_key' ? `key:${proof.keyId}` : `oidc:${proof.issuer}`;
}
