import type { Sight, Store } from '../ports/store.ts';
import type { Database, Engine } from './engine.ts';

const DAY_MS = 86_400_000;

/** One statement: taken where it is free, over, or already the owner's. */
export function leadership(engine: Engine): Store['lead'] {
  return async (role, owner, now, leaseMs) => {
    const rows = await engine.statement((db) =>
      db
        .insertInto('leases')
        .values({ role, owner, until: now + leaseMs })
        .onConflict((conflict) =>
          conflict
            .column('role')
            .doUpdateSet((eb) => ({
              owner: eb.ref('excluded.owner'),
              until: eb.ref('excluded.until'),
            }))
            .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
        )
        .returning('role')
        .execute(),
    );
    return rows.length > 0;
  };
}

/** One statement: written where it is new, or was seen more than a day ago. */
export function firstSight(engine: Engine): Store['firstSight'] {
  return (scope, id, at) => engine.statement((db) => see(db, { scope, id, at }));
}

export async function see(db: Database, sight: Sight): Promise<boolean> {
  const rows = await db
    .insertInto('sights')
    .values(sight)
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'id'])
        .doUpdateSet((eb) => ({ at: eb.ref('excluded.at') }))
        .where('sights.at', '<=', sight.at - DAY_MS),
    )
    .returning('id')
    .execute();
  return rows.length > 0;
}
