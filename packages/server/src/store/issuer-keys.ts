import type { IssuerKeyStore } from '../ports/issuer-key-store.ts';
import type { Engine } from './engine.ts';

const KEEP_MS = 86_400_000;

export function issuerKeyStore({ db }: Engine): IssuerKeyStore {
  return {
    async seenSince(since) {
      const rows = await db
        .selectFrom('issuer_keys')
        .select('kid')
        .where('seen_at', '>', since)
        .orderBy('kid')
        .execute();
      return rows.map(({ kid }) => kid);
    },
    async saw(kids, now) {
      if (kids.length > 0) {
        await db
          .insertInto('issuer_keys')
          .values(kids.map((kid) => ({ kid, seen_at: now })))
          .onConflict((conflict) =>
            conflict.column('kid').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })),
          )
          .execute();
      }
      await db
        .deleteFrom('issuer_keys')
        .where('seen_at', '<=', now - KEEP_MS)
        .execute();
    },
  };
}
