import { atMost } from './at-most.ts';
import { pending } from './request-lists.ts';
import { statement } from './statement.ts';

/** What must hold in the very transaction that writes a request: a row where it does. */

export const openLock = ({ identity }: { identity: string }) =>
  JSON.stringify(['countersign.open', identity]);

/** Room for one more open request; counts no further than the most. */
export const room = statement(
  ({ identity, mostOpen }: { identity: string; mostOpen: number }, { db }) => {
    const open = pending(db).select('id').where('identity', '=', identity).limit(atMost(mostOpen));
    const count = db.selectFrom(open.as('open')).select((eb) => eb.fn.countAll<number>().as('n'));
    return db.selectNoFrom((eb) => eb.lit(1).as('one')).where(count, '<', mostOpen);
  },
);

/** What an identity may use of a rule: `count` times after `since`. */
export type RuleUse = { identity: string; rule: string; count: number; since: number };

export const limitLock = ({ identity, rule }: RuleUse) =>
  JSON.stringify(['countersign.limit', identity, rule]);

export const underLimit = statement(({ identity, rule, count, since }: RuleUse, { db }) => {
  const used = db
    .selectFrom('allowances')
    .select('request')
    .where('identity', '=', identity)
    .where('rule', '=', rule)
    .where('at', '>', since)
    .limit(atMost(count));
  const uses = db.selectFrom(used.as('used')).select((eb) => eb.fn.countAll<number>().as('n'));
  return db.selectNoFrom((eb) => eb.lit(1).as('one')).where(uses, '<', count);
});

type KeyUse = { identity: string; key: string };

/** A key is in one of two tables, and no index is over both. */
export const keyLock = ({ identity, key }: KeyUse) =>
  JSON.stringify(['countersign.key', identity, key]);

/** The key belongs to no request that was found to be asked already. */
export const unmergedKey = statement(({ identity, key }: KeyUse, { db }) =>
  db
    .selectNoFrom((eb) => eb.lit(1).as('one'))
    .where((eb) =>
      eb.not(
        eb.exists(
          db
            .selectFrom('more_keys')
            .select('request')
            .where('identity', '=', identity)
            .where('idempotency_key', '=', key),
        ),
      ),
    ),
);

/** The key came with no request of its own. */
export const unaskedKey = statement(({ identity, key }: KeyUse, { db }) =>
  db
    .selectNoFrom((eb) => eb.lit(1).as('one'))
    .where((eb) =>
      eb.not(
        eb.exists(
          db
            .selectFrom('requests')
            .select('id')
            .where('identity', '=', identity)
            .where('idempotency_key', '=', key),
        ),
      ),
    ),
);
