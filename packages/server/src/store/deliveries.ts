import { sql, type Selectable } from 'kysely';
import type { Store } from '../ports/store.ts';
import { settleAndClaim } from './claim.ts';
import { readDelivery } from './delivery-row.ts';
import type { EagerClaims } from './eager-claim.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import type { DeliveryRow } from './schema.ts';
import { statement, type Database } from './statement.ts';

type State = Selectable<DeliveryRow>['state'];

export function deliveryStore(engine: Engine, claims: EagerClaims): Store['deliveries'] {
  const { db } = engine;
  return {
    serve: (worker) => claims.serve(worker),
    settleAndClaim: (finished, ask) => settleAndClaim(engine, finished, ask),

    async dead({ after, limit }) {
      const rows = await inState(db, 'dead')
        .selectAll()
        .$if(after !== undefined, (query) =>
          query.where('seq', '>', (eb) =>
            eb
              .selectFrom('deliveries')
              .select('seq')
              .where('id', '=', after ?? ''),
          ),
        )
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...readDelivery(row),
        error: row.error ?? '',
        diedAt: row.ended_at ?? 0,
      }));
    },

    // Its place in the order is older than that of all that waits, so it is the head again.
    revive: (id, now) =>
      engine.transaction(function* (): Steps<Work<boolean>> {
        const result = (yield* ask(revive({ id, now }))).length > 0;
        return { result, writes: [], wakes: result ? [{ type: 'deliveries' }] : [] };
      }),

    async counts() {
      const [fresh, open, dead] = await Promise.all([
        count(db, 'new'),
        count(db, 'open'),
        count(db, 'dead'),
      ]);
      return { waiting: fresh + open, dead };
    },

    async oldest() {
      const found = await Promise.all([earliest(db, 'new'), earliest(db, 'open')]);
      const times = found.filter((since) => since !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

const revive = statement(({ id, now }: { id: string; now: number }, { db }) =>
  db
    .updateTable('deliveries')
    .set({ state: sql.lit('new'), run_at: now, tries: 0, since: now, ended_at: null })
    .where('id', '=', id)
    .where('state', '=', sql.lit('dead'))
    .returning('id'),
);

// A literal, since an index of one state serves no parameter.
function inState(db: Database, state: State) {
  return db.selectFrom('deliveries').where('state', '=', sql.lit(state));
}

async function count(db: Database, state: State): Promise<number> {
  const row = await inState(db, state)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

async function earliest(db: Database, state: State): Promise<number | null> {
  const row = await inState(db, state)
    .select((eb) => eb.fn.min<number | null>('since').as('since'))
    .executeTakeFirst();
  return row?.since ?? null;
}
