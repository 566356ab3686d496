import type { Person } from '@countersign/core/people';
import type { RequestState, Urgent } from '@countersign/core/request/state';
import type { Json } from '@countersign/core/wire/json';

/** What a webhook tells of a decided request: enough to act on, nothing that could be a secret. */
export function webhookData(state: RequestState): Json {
  return {
    request: state.id,
    status: state.status,
    identity: state.identity.id,
    action: state.action,
    resource: state.resource,
    environment: state.environment,
    digest: state.digest,
    policy: { version: state.plan.policyVersion, rules: state.plan.rules },
    decidedAt: new Date(state.decidedAt ?? state.expiresAt).toISOString(),
    ...(state.urgent ? { emergency: emergencyData(state.urgent, state.review?.dueAt) } : {}),
    votes: state.votes.map(({ vote, person, onBehalfOf, stage, at }) => ({
      vote,
      person: named(person),
      ...(onBehalfOf ? { onBehalfOf: named(onBehalfOf.person) } : {}),
      stage: state.plan.stages[stage]?.name ?? String(stage),
      at: new Date(at).toISOString(),
    })),
  };
}

/** The other names that a person goes by are no matter of a receiver's. */
function named({ id, name }: Person): Json {
  return { id, name };
}

/** One person approved it alone. Why is on the card: it may say more than a receiver should know. */
function emergencyData({ person, at, freezes }: Urgent, reviewBy: number | undefined): Json {
  return {
    by: named(person),
    at: new Date(at).toISOString(),
    freezes,
    ...(reviewBy === undefined ? {} : { reviewBy: new Date(reviewBy).toISOString() }),
  };
}
