import type { RequestState } from '@countersign/core/request/state';
import type { Store } from '../ports/store.ts';
import { changeAtFirstSight, changeRequest } from './change-request.ts';
import type { EagerClaims } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import type { Engine, Steps, Work } from './engine.ts';
import { StoreError } from './error.ts';
import { pending, requestLists } from './request-lists.ts';
import { requestReads } from './request-reads.ts';
import { statement } from './statement.ts';
import { requestWake, wakesOf } from './wakes.ts';

export function requestStore(engine: Engine, claims: EagerClaims): Store['requests'] {
  const reads = requestReads(engine);
  return {
    ...reads,
    ...requestLists(engine),

    async submit({ state, submission, idempotency, mostOpen }, effects) {
      const rows = [
        insertRequest({
          id: state.id,
          identity: state.identity.id,
          key: idempotency?.key ?? null,
          fingerprint: idempotency?.fingerprint ?? null,
          status: state.status,
          createdAt: state.createdAt,
          expiresAt: state.expiresAt,
          state: JSON.stringify(state),
        }),
        insertSubmission({ request: state.id, body: JSON.stringify(submission) }),
      ];
      const guard =
        mostOpen === undefined ? undefined : room({ identity: state.identity.id, mostOpen });
      try {
        await claims.transaction(function* (claim): Steps<Work<void>> {
          const claimed = yield* claim(effects.deliveries ?? []);
          return {
            result: undefined,
            ...(guard && { guard }),
            writes: [...rows, ...effectWrites(effects, engine.now(), claimed)],
            wakes: [requestWake(state), ...wakesOf(effects, claimed.length)],
          };
        });
        return { existing: null };
      } catch (error) {
        const tooManyOpen = error instanceof StoreError && error.code === 'conflict';
        if (!tooManyOpen && !engine.isUniqueViolation(error)) throw error;
        const existing = idempotency && (await reads.findByKey(state.identity.id, idempotency.key));
        if (existing) return { existing };
        if (tooManyOpen) return { existing: null, tooManyOpen };
        throw error;
      }
    },

    // Whoever waits for the decision hears of it before cards are drawn anew.
    change: (id, change) =>
      claims.transaction((claim) => changeRequest(id, { engine, claim, change }), setImmediate),

    changeOnce: (sight, id, change) =>
      claims.transaction(
        (claim) => changeAtFirstSight(sight, id, { engine, claim, change }),
        setImmediate,
      ),
  };
}

type NewRequest = {
  id: string;
  identity: string;
  key: string | null;
  fingerprint: string | null;
  status: RequestState['status'];
  createdAt: number;
  expiresAt: number;
  state: string;
};

const insertRequest = statement((values: NewRequest, { db }) =>
  db.insertInto('requests').values({
    id: values.id,
    identity: values.identity,
    idempotency_key: values.key,
    fingerprint: values.fingerprint,
    status: values.status,
    version: 1,
    created_at: values.createdAt,
    expires_at: values.expiresAt,
    state: values.state,
    outcome: null,
    started: null,
  }),
);

const insertSubmission = statement(({ request, body }: { request: string; body: string }, { db }) =>
  db.insertInto('submissions').values({ request, body }),
);

/** A row where the identity may have one more open request; counts no further than the most. */
const room = statement(({ identity, mostOpen }: { identity: string; mostOpen: number }, { db }) => {
  const open = pending(db).select('id').where('identity', '=', identity).limit(mostOpen);
  const count = db.selectFrom(open.as('open')).select((eb) => eb.fn.countAll<number>().as('n'));
  return db.selectNoFrom((eb) => eb.lit(1).as('one')).where(count, '<', mostOpen);
});
