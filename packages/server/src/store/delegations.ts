import type { Delegation } from '@countersign/core/delegation/delegation';
import type { Entry } from '@countersign/core/log/entry';
import { sql } from 'kysely';
import type { NewDelivery } from '../ports/delivery.ts';
import type { Store } from '../ports/store.ts';
import { among, type List } from './among.ts';
import { effectWrites } from './effects.ts';
import { ask, type Engine, type Steps, type Work } from './engine.ts';
import { see } from './leases.ts';
import { statement } from './statement.ts';
import { wakesOf } from './wakes.ts';

/** One row a principal: who stands in for them, and until when. */
export function delegationStore(engine: Engine): Store['delegations'] {
  return {
    make: (delegation, entry, sight, tell) =>
      engine.transaction(function* (): Steps<Work<'made' | 'taken' | 'seen'>> {
        if (sight && !(yield* see(sight))) return nothing('seen');
        const [made] = yield* ask(insert(rowOf(delegation)));
        return made
          ? written(engine, 'made', [entry], tell ? [tell(delegation)] : [])
          : nothing('taken');
      }),
    end: (delegations, entryOf, sight, tell) =>
      engine.transaction(function* (): Steps<Work<Delegation[] | 'seen'>> {
        if (sight && !(yield* see(sight))) return nothing('seen');
        const ended: Delegation[] = [];
        for (const one of delegations) {
          const principal = one.principal.person.id;
          const [gone] = yield* ask(remove({ id: one.id, principal }));
          if (gone) ended.push(one);
        }
        return written(engine, ended, ended.map(entryOf), tell ? ended.map(tell) : []);
      }),
    current: async (now) =>
      (await engine.read(current({ now }))).map(({ body }) => JSON.parse(body) as Delegation),
  };
}

function nothing<T>(result: T): Work<T> {
  return { result, writes: [], wakes: [] };
}

function written<T>(
  engine: Engine,
  result: T,
  entries: Entry[],
  deliveries: NewDelivery[],
): Work<T> {
  const effects = { entries, deliveries };
  return { result, writes: effectWrites(effects, engine.now()), wakes: wakesOf(effects) };
}

/** Which of these are not ended; they stay so until the commit. */
export const stillThere = statement(({ ids }: { ids: List }, maker) =>
  maker.db
    .selectFrom('delegations')
    .select('id')
    .where(among(sql.ref('id'), ids, maker))
    // One order of locking for all, so that no two wait for each other.
    .orderBy('principal')
    .$if(maker.dialect === 'postgres', (query) => query.forShare()),
);

function rowOf(delegation: Delegation) {
  const { id, principal, from, until } = delegation;
  return { principal: principal.person.id, id, from, until, body: JSON.stringify(delegation) };
}

/** What is over makes room for the next one; what is not stays. */
const insert = statement((row: ReturnType<typeof rowOf>, { db }) =>
  db
    .insertInto('delegations')
    .values({ principal: row.principal, id: row.id, until: row.until, body: row.body })
    .onConflict((conflict) =>
      conflict
        .column('principal')
        .doUpdateSet((eb) => ({
          id: eb.ref('excluded.id'),
          until: eb.ref('excluded.until'),
          body: eb.ref('excluded.body'),
        }))
        .where('delegations.until', '<=', row.from),
    )
    .returning('id'),
);

const remove = statement(({ id, principal }: { id: string; principal: string }, { db }) =>
  db
    .deleteFrom('delegations')
    .where('principal', '=', principal)
    .where('id', '=', id)
    .returning('id'),
);

const current = statement(({ now }: { now: number }, { db }) =>
  db.selectFrom('delegations').select('body').where('until', '>', now).orderBy('id'),
);
