import type { Sight } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import { ask, type Engine, type Steps } from './engine.ts';
import { statement } from './statement.ts';

const DAY_MS = 86_400_000;

/** One statement: taken where it is free, over, or already the owner's. */
export function leadership(engine: Engine): Store['lead'] {
  return async (role, owner, now, leaseMs) => {
    const rows = await engine.statement(lease({ role, owner, now, until: now + leaseMs }));
    return rows.length > 0;
  };
}

/** One statement: written where it is new, or was seen more than a day ago. */
export function firstSight(engine: Engine): Store['firstSight'] {
  return async (scope, id, at) => {
    const rows = await engine.statement(sightOf({ scope, id, at }));
    return rows.length > 0;
  };
}

/** The same as the first step of a transaction: false where it was seen before. */
export function* see(seen: Sight): Steps<boolean> {
  return (yield* ask(sightOf(seen))).length > 0;
}

/** Gives a row where it was not seen before. */
export const sightOf = ({ scope, id, at }: Sight) => sight({ scope, id, at, longAgo: at - DAY_MS });

const lease = statement(
  (
    { role, owner, now, until }: { role: string; owner: string; now: number; until: number },
    { db },
  ) =>
    db
      .insertInto('leases')
      .values({ role, owner, until })
      .onConflict((conflict) =>
        conflict
          .column('role')
          .doUpdateSet((eb) => ({
            owner: eb.ref('excluded.owner'),
            until: eb.ref('excluded.until'),
          }))
          .where((eb) => eb.or([eb('leases.owner', '=', owner), eb('leases.until', '<=', now)])),
      )
      .returning('role'),
);

const sight = statement(({ scope, id, at, longAgo }: Sight & { longAgo: number }, { db }) =>
  db
    .insertInto('sights')
    .values({ scope, id, at })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'id'])
        .doUpdateSet((eb) => ({ at: eb.ref('excluded.at') }))
        .where('sights.at', '<=', longAgo),
    )
    .returning('id'),
);
