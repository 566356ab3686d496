import type { RequestState } from '@countersign/core/request/state';
import { nextMoment } from '@countersign/core/request/timers';
import type { Store } from '../ports/store.ts';
import type { Allowances, IdempotencyKey } from '../ports/stored-request.ts';
import { changeAtFirstSight, changeRequest } from './change-request.ts';
import type { EagerClaims } from './eager-claim.ts';
import { effectWrites } from './effects.ts';
import type { Engine, Steps, Work } from './engine.ts';
import { StoreError } from './error.ts';
import { listLock, placeIn } from './lists.ts';
import { requestHistory } from './request-history.ts';
import { requestLists } from './request-lists.ts';
import { requestReads } from './request-reads.ts';
import { statement } from './statement.ts';
import {
  keyLock,
  limitLock,
  openLock,
  room,
  underLimit,
  unaskedKey,
  unmergedKey,
  type RuleUse,
} from './submit-guards.ts';
import { requestWake, wakesOf } from './wakes.ts';

export function requestStore(engine: Engine, claims: EagerClaims): Store['requests'] {
  const reads = requestReads(engine);
  return {
    ...reads,
    ...requestLists(engine),
    ...requestHistory(engine),

    async submit(asking, effects) {
      const { state, submission, idempotency, mostOpen, sameness, allowances = [], place } = asking;
      const rows = [
        insertRequest({
          id: state.id,
          identity: state.identity.id,
          key: idempotency?.key ?? null,
          fingerprint: idempotency?.fingerprint ?? null,
          status: state.status,
          createdAt: state.createdAt,
          dueAt: nextMoment(state) ?? state.decidedAt ?? state.expiresAt,
          action: state.action,
          resource: state.resource,
          environment: state.environment,
          byPeople: state.plan.allowed ? 0 : 1,
          digest: state.digest,
          state: JSON.stringify(state),
          sameness: sameness ?? null,
        }),
        insertSubmission({ request: state.id, body: JSON.stringify(submission) }),
        ...allowances.map(({ rule }) => insertAllowance({ rule, ...allowanceOf(state) })),
      ];
      const identity = state.identity.id;
      const limits = limitsOf(state, allowances);
      const locks = [
        ...(mostOpen === undefined ? [] : [openLock({ identity })]),
        ...limits.map(limitLock),
        ...(place ? [listLock(place)] : []),
        ...(idempotency ? [keyLock({ identity, key: idempotency.key })] : []),
      ];
      const guards = [
        ...(mostOpen === undefined ? [] : [room({ identity, mostOpen })]),
        ...(idempotency ? [unmergedKey({ identity, key: idempotency.key })] : []),
        ...limits.map(underLimit),
        ...(place ? [placeIn(place)] : []),
      ];
      for (let attempt = 1; ; attempt += 1) {
        try {
          await claims.transaction(function* (claim): Steps<Work<void>> {
            const claimed = yield* claim(effects.deliveries ?? []);
            return {
              result: undefined,
              locks,
              guards,
              writes: [...rows, ...effectWrites(effects, engine.now(), claimed)],
              wakes: [requestWake(state), ...wakesOf(effects, claimed.length)],
            };
          });
          return { existing: null };
        } catch (error) {
          const held = error instanceof StoreError && error.code === 'conflict';
          if (!held && !engine.isUniqueViolation(error)) throw error;
          const existing = idempotency && (await reads.findByKey(identity, idempotency.key));
          if (existing) return { existing };
          const same = sameness && (await reads.openSame(identity, sameness));
          if (same) return { existing: null, same };
          const left = await Promise.all(limits.map((limit) => engine.read(underLimit(limit))));
          if (left.some((rows) => rows.length === 0)) return { existing: null, usedUp: true };
          const kept = place ? await engine.read(placeIn(place)) : [1];
          if (held && kept.length === 0) return { existing: null, moved: true };
          if (held) return { existing: null, tooManyOpen: true };
          // The one that stood in its way may have been decided meanwhile.
          if (sameness === undefined || attempt === 3) throw error;
        }
      }
    },

    async addKey(identity, { key, fingerprint }, request) {
      const used = { identity, key };
      const row = { ...used, fingerprint, request, at: engine.now() };
      const work = { locks: [keyLock(used)], guards: [unaskedKey(used)], writes: [insertKey(row)] };
      try {
        await claims.transaction(function* (claim): Steps<Work<void>> {
          yield* claim([]);
          return { result: undefined, ...work, wakes: [] };
        });
      } catch (error) {
        if (!(error instanceof StoreError && error.code === 'conflict')) throw error;
      }
      return (await reads.findByKey(identity, key)) ?? { id: request, fingerprint };
    },

    // Whoever waits for the decision hears of it before cards are drawn anew.
    change: (id, change, relies = {}) =>
      claims.transaction(
        (claim) => changeRequest(id, { engine, claim, change, relies }),
        setImmediate,
      ),

    changeOnce: (sight, id, change, relies = {}) =>
      claims.transaction(
        (claim) => changeAtFirstSight(sight, id, { engine, claim, change, relies }),
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
  dueAt: number;
  action: string;
  resource: string;
  environment: string;
  byPeople: number;
  digest: string;
  state: string;
  sameness: string | null;
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
    due_at: values.dueAt,
    action: values.action,
    resource: values.resource,
    environment: values.environment,
    by_people: values.byPeople,
    digest: values.digest,
    state: values.state,
    outcome: null,
    runs: null,
    sameness: values.sameness,
  }),
);

function allowanceOf({ id, identity, createdAt }: RequestState) {
  return { request: id, identity: identity.id, at: createdAt };
}

/** The allowances that have an end, as of the moment of the request. */
function limitsOf({ identity, createdAt }: RequestState, allowances: Allowances): RuleUse[] {
  return allowances.flatMap(({ rule, limit }) =>
    limit
      ? [{ identity: identity.id, rule, count: limit.count, since: createdAt - limit.perMs }]
      : [],
  );
}

type Allowance = { request: string; rule: string; identity: string; at: number };

// Spelled out: what stands in for the values has no keys to be listed.
const insertAllowance = statement(({ request, rule, identity, at }: Allowance, { db }) =>
  db.insertInto('allowances').values({ request, rule, identity, at }),
);

const insertKey = statement(
  (values: IdempotencyKey & { identity: string; request: string; at: number }, { db }) =>
    db
      .insertInto('more_keys')
      .values({
        identity: values.identity,
        idempotency_key: values.key,
        fingerprint: values.fingerprint,
        request: values.request,
        at: values.at,
      })
      .onConflict((conflict) => conflict.columns(['identity', 'idempotency_key']).doNothing()),
);

const insertSubmission = statement(({ request, body }: { request: string; body: string }, { db }) =>
  db.insertInto('submissions').values({ request, body }),
);
