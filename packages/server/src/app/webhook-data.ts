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
    votes: state.votes.map(({ vote, person, stage, at }) => ({
      vote,
      person: { id: person.id, name: person.name },
      stage: state.plan.stages[stage]?.name ?? String(stage),
      at: new Date(at).toISOString(),
    })),
  };
}

/** One person approved it alone. Why is on the card: it may say more than a receiver should know. */
function emergencyData({ person, at, freezes }: Urgent, reviewBy: number | undefined): Json {
  return {
    by: { id: person.id, name: person.name },
    at: new Date(at).toISOString(),
    freezes,
    ...(reviewBy === undefined ? {} : { reviewBy: new Date(reviewBy).toISOString() }),
  };
}
