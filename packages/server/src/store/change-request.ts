import type { RequestState } from '@countersign/core/request/state';
import { nextMoment } from '@countersign/core/request/timers';
import type { Sight } from '../ports/effects.ts';
import type { Wake } from '../ports/store.ts';
import type { Change, Changes, Relies, StoredRequest } from '../ports/stored-request.ts';
import { listOf } from './among.ts';
import { CARD } from './cards.ts';
import { stillThere } from './delegations.ts';
import type { Claim } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import { ask, askGroups, type Engine, type Steps, type Work } from './engine.ts';
import { identityOrder } from './identity-order.ts';
import { sightOf } from './leases.ts';
import { readRequest, STORED } from './request-row.ts';
import { reviewWrites } from './reviews.ts';
import { endingsOf } from './settle.ts';
import { statement } from './statement.ts';
import { readStanding, standing } from './standing.ts';
import { requestWake, wakesOf } from './wakes.ts';

export type Changing<T> = {
  engine: Engine;
  claim: Claim;
  change: Changes<T>;
  relies: Relies;
};

/** Locks a request, and says what is to be written of what `change` makes of it. */
export function* changeRequest<T>(id: string, changing: Changing<T>): Steps<Work<T | null>> {
  const { order, asked } = standingOfRequester(changing);
  const ending = endingOf(changing);
  const [, [rows, cards], [said], ended] = yield* askGroups(
    order,
    [lock({ id }), cardsOf({ id })] as const,
    asked,
    ending.queries,
  );
  const work = yield* changeRow(rows, cards, changing, said);
  return { ...work, writes: [...ending.freeing(ended), ...work.writes] };
}

/** The same, where this is the first sight. */
export function* changeAtFirstSight<T>(
  seen: Sight,
  id: string,
  changing: Changing<T>,
): Steps<Work<{ seen: true } | { seen: false; result: T | null }>> {
  const { order, asked } = standingOfRequester(changing);
  const [, [isNew, rows, cards], [said]] = yield* askGroups(
    order,
    [sightOf(seen), lock({ id }), cardsOf({ id })] as const,
    asked,
  );
  if (isNew.length === 0) return { result: { seen: true }, writes: [], wakes: [] };
  const { result, ...work } = yield* changeRow(rows, cards, changing, said);
  return { ...work, result: { seen: false, result } };
}

function endingOf({ engine, relies: { ends } }: Changing<unknown>) {
  const settled = ends ? [{ ...ends, outcome: 'done' as const }] : [];
  return endingsOf(engine.dialect, settled, engine.now());
}

/** Read once the request is locked: somebody else may have been at it for long. */
function standingOfRequester({ engine, relies: { requester } }: Changing<unknown>) {
  if (requester === undefined) return { order: [], asked: [] };
  const order = identityOrder.toGive(engine.dialect, requester);
  return { order, asked: [standing({ id: requester })] };
}

export function* changeRow<T>(
  [row]: readonly Parameters<typeof readRequest>[0][],
  cards: Parameters<typeof readRequest>[1],
  { engine, claim, change, relies: { delegations = [] } }: Changing<T>,
  said: Parameters<typeof readStanding>[0] = [],
): Steps<Work<T | null>> {
  if (!row) return { result: null, writes: [], wakes: [] };
  const current = readRequest(row, cards);
  const there = delegations.length > 0 ? yield* ask(stillThere({ ids: listOf(delegations) })) : [];
  const changed = change(current, {
    delegations: new Set(there.map(({ id }) => id)),
    requester: readStanding(said),
  });
  const now = engine.now();
  const claimed = yield* claim(changed.deliveries ?? []);
  const { state, runs, outcome } = changed;
  return {
    result: changed.result,
    ...((state || runs || outcome) && { guards: [update(current, changed)] }),
    writes: [...reviewWrites(state), ...effectWrites(changed, now, claimed)],
    wakes: [...wakesOfChange(current.state, changed), ...wakesOf(changed, claimed.length)],
  };
}

export const lock = statement(({ id }: { id: string }, { db, dialect }) =>
  db
    .selectFrom('requests')
    .select(STORED)
    .where('id', '=', id)
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

// A statement of their own: one joined to a locked row would be as old as the moment before the
// wait for the lock.
export const cardsOf = statement(({ id }: { id: string }, { db }) =>
  db.selectFrom('cards').select(CARD).where('request', '=', id).orderBy('id'),
);

function update(before: StoredRequest, { state, runs, outcome }: Change<unknown>) {
  return updateRequest({
    id: before.state.id,
    version: before.version,
    state: state ? JSON.stringify(state) : null,
    status: state?.status ?? null,
    byPeople: state?.urgent ? 0 : null,
    dueAt: state ? (nextMoment(state) ?? state.decidedAt ?? state.expiresAt) : null,
    runs: runs ? JSON.stringify(runs) : null,
    outcome: outcome ? JSON.stringify(outcome) : null,
  });
}

type NewVersion = { id: string; version: number; dueAt: number | null; byPeople: number | null } & {
  [column in 'state' | 'status' | 'runs' | 'outcome']: string | null;
};

/** Null: stays as it is. */
const updateRequest = statement((to: NewVersion, { db }) =>
  db
    .updateTable('requests')
    .set((eb) => ({
      version: eb('version', '+', 1),
      state: eb.fn.coalesce(eb.val(to.state), 'state'),
      status: eb.fn.coalesce(eb.val(to.status), 'status'),
      by_people: eb.fn.coalesce(eb.val(to.byPeople), 'by_people'),
      due_at: eb.fn.coalesce(eb.val(to.dueAt), 'due_at'),
      runs: eb.fn.coalesce(eb.val(to.runs), 'runs'),
      outcome: eb.fn.coalesce(eb.val(to.outcome), 'outcome'),
    }))
    .where('id', '=', to.id)
    .where('version', '=', to.version)
    .returning('version'),
);

function wakesOfChange(before: RequestState, { state, outcome, cards }: Change<unknown>): Wake[] {
  return state || outcome || cards?.length ? [requestWake(state ?? before)] : [];
}
