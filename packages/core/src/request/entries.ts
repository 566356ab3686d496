import { digestOf, type Digest } from '../digest.ts';
import type { Entry } from '../log/entry.ts';
import type { Json } from '../wire/json.ts';
import type { RequestEvent } from './event.ts';
import type { StagePlan } from '../policy/plan.ts';
import { excluded, type RequestState, type Vote } from './state.ts';

/**
 * The log's entry for an event of a request. People stand in it by id, and what they wrote as a
 * salted commitment: the text can be erased later without breaking a proof.
 */
export function entryOf(state: RequestState, event: RequestEvent, id: string): Entry {
  return {
    id,
    at: new Date(event.at).toISOString(),
    kind: `request.${event.type}`,
    request: state.id,
    body: bodyOf(state, event),
  };
}

function bodyOf(state: RequestState, event: RequestEvent): Json {
  const { digest } = state;
  switch (event.type) {
    case 'submitted':
      return {
        digest,
        identity: state.identity.id,
        // Those alone whose approval would be none.
        behind: excluded(state).map((person) => person.id),
        action: state.action,
        resource: state.resource,
        environment: state.environment,
        policy: { version: state.plan.policyVersion, rules: state.plan.rules },
        ...(state.plan.allowed ? { allowed: true } : {}),
        routes: state.plan.routes.map(({ platform, channel }) => ({ platform, channel })),
        stages: state.plan.stages.map(stageBody),
        ...(state.plan.freezes ? { freezes: state.plan.freezes.map(({ name }) => name) } : {}),
        expiresAt: new Date(state.expiresAt).toISOString(),
        ...(state.context ? { context: state.context } : {}),
        ...(state.masked.length > 0
          ? { masked: state.masked.map(({ rule, count }) => ({ rule, count })) }
          : {}),
      };
    case 'voted':
      return voteBody(event.vote);
    case 'stage_passed':
      return { digest, stage: event.stage };
    case 'reminded':
      return { digest, stage: event.stage, count: event.count };
    case 'escalated':
      return { digest, stage: event.stage, step: event.step, groups: addedBy(state, event) };
    case 'held':
      return { digest, until: new Date(event.until).toISOString(), freezes: event.by };
    case 'reopened':
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return { digest };
  }
}

/** As much as it takes to count the votes again. */
function stageBody({ name, combine, quorums, rejection }: StagePlan): Json {
  return {
    name,
    combine,
    quorums: quorums.map(({ quorum, groups }) => ({ quorum, groups })),
    rejection: { quorum: rejection.quorum, veto: rejection.veto },
  };
}

function addedBy(
  { plan }: RequestState,
  { stage, step }: { stage: number; step: number },
): string[] {
  return plan.stages[stage]?.escalations[step]?.groups ?? [];
}

function voteBody({ digest, vote, person, groups, stage, via, comment, salt }: Vote): Json {
  return {
    digest,
    vote,
    person: person.id,
    ...(groups ? { groups } : {}),
    stage,
    via: Object.fromEntries(Object.entries(via).filter(([, value]) => value !== undefined)),
    ...(comment === undefined ? {} : { comment: commitTo(comment, salt) }),
  };
}

/** Binds a text without showing it: whoever has text and salt can prove that it was meant. */
export function commitTo(text: string, salt: string): Digest {
  return digestOf({ salt, text });
}
