import type { Delegation } from '@countersign/core/delegation/delegation';
import type { Store } from '../ports/store.ts';
import { effectWrites } from './effects.ts';
import type { Engine } from './engine.ts';
import { StoreError } from './error.ts';
import { statement, type Query } from './statement.ts';
import { wakesOf } from './wakes.ts';

/** One row a principal: who stands in for them, and until when. */
export function delegationStore(engine: Engine): Store['delegations'] {
  const guarded = async (guard: Query, ...[effects]: [Parameters<Store['commit']>[0]]) => {
    try {
      await engine.write(effectWrites(effects, engine.now()), wakesOf(effects), [guard]);
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'conflict') return false;
      throw error;
    }
  };
  return {
    make: (delegation, effects) => guarded(insert(rowOf(delegation)), effects),
    end: ({ id, principal }, effects) =>
      guarded(remove({ id, principal: principal.person.id }), effects),
    current: async (now) =>
      (await engine.read(current({ now }))).map(({ body }) => JSON.parse(body) as Delegation),
  };
}

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
