import type { Store } from '../ports/store.ts';
import type { Engine } from './engine.ts';

/** A version is the digest of its text, so a version that is known needs no writing. */
export function policyStore({ db }: Engine): Store['policies'] {
  return {
    async save(policy) {
      await db
        .insertInto('policies')
        .values(policy)
        .onConflict((conflict) => conflict.column('version').doNothing())
        .execute();
    },
    async get(version) {
      const row = await db
        .selectFrom('policies')
        .selectAll()
        .where('version', '=', version)
        .executeTakeFirst();
      return row ? { ...row } : null;
    },
  };
}
