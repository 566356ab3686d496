import { digestOf, type Digest } from '../digest.ts';
import type { Entry } from '../log/entry.ts';
import type { Json } from '../wire/json.ts';
import type { RequestEvent } from './event.ts';
import { approvalLifeMs } from '../grant/judge.ts';
import type { BreakGlass, GrantPlan, Plan, StagePlan, WrittenWindow } from '../policy/plan.ts';
import {
  excluded,
  type RequestState,
  type Reviewed,
  type Urgent,
  type Via,
  type Vote,
} from './state.ts';

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
        ...(state.plan.direct ? { direct: state.plan.direct } : {}),
        ...(state.plan.showing ? { showing: { ...state.plan.showing } } : {}),
        stages: state.plan.stages.map(stageBody),
        ...(state.plan.breakGlass
          ? { breakGlass: breakGlassBody(state, state.plan.breakGlass) }
          : {}),
        ...(state.plan.freezes ? { freezes: freezesBody(state.plan.freezes) } : {}),
        ...(state.plan.holdUntil === undefined
          ? {}
          : { holdUntil: new Date(state.plan.holdUntil).toISOString() }),
        expiresAt: new Date(state.expiresAt).toISOString(),
        ...(state.plan.reuse
          ? { reuse: { uses: state.plan.reuse.uses, withinMs: state.plan.reuse.withinMs } }
          : {}),
        ...(state.plan.grant ? { grant: grantTerms(state.plan, state.plan.grant) } : {}),
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
    case 'approved':
      return { digest, ...(state.urgent ? { emergency: true } : {}) };
    case 'broke_glass':
      return urgentBody(event.urgent, event.reviewBy);
    case 'reviewed':
      return reviewBody(digest, event.review);
    case 'review_done':
    case 'review_overdue':
    case 'reopened':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return { digest };
  }
}

/** As much as it takes to count the votes again. */
function stageBody({ name, combine, quorums, rejection, delegation }: StagePlan): Json {
  return {
    name,
    combine,
    quorums: quorums.map(({ quorum, groups }) => ({ quorum, groups })),
    rejection: { quorum: rejection.quorum, veto: rejection.veto },
    ...(delegation === false ? { delegation } : {}),
  };
}

/** An entry of the log holds 64 KiB, and a policy may have more freezes than that. */
const MAX_FREEZES = 16_384;

/** As policy writes them, so that whoever recounts the story can look; too many, by their names. */
function freezesBody(freezes: readonly WrittenWindow[]): Json {
  const written = freezes.map((window) => ({ ...window }));
  if (JSON.stringify(written).length <= MAX_FREEZES) return written;
  return freezes.map(({ name }) => name);
}

/** Nobody behind the request opens it or reviews it, whatever else the rules let them do. */
function breakGlassBody({ behind }: RequestState, { openers, review }: BreakGlass): Json {
  return {
    openers,
    behind: behind.map((person) => person.id),
    review: {
      withinMs: review.withinMs,
      quorums: review.quorums.map(({ quorum, groups }) => ({ quorum, groups })),
    },
  };
}

function urgentBody(urgent: Urgent, reviewBy: number): Json {
  const { digest, person, groups, stage, via, reason, salt, freezes } = urgent;
  return {
    digest,
    person: person.id,
    groups,
    stage,
    via: viaBody(via),
    reason: commitTo(reason, salt),
    ...(freezes.length > 0 ? { freezes } : {}),
    reviewBy: new Date(reviewBy).toISOString(),
  };
}

function reviewBody(digest: Digest, review: Reviewed): Json {
  const { finding, person, groups, via, comment, salt } = review;
  return {
    digest,
    finding,
    person: person.id,
    groups,
    via: viaBody(via),
    ...(comment === undefined ? {} : { comment: commitTo(comment, salt) }),
  };
}

function addedBy(
  { plan }: RequestState,
  { stage, step }: { stage: number; step: number },
): string[] {
  return plan.stages[stage]?.escalations[step]?.groups ?? [];
}

function voteBody(cast: Vote): Json {
  const { digest, vote, person, onBehalfOf, groups, stage, via, comment, salt } = cast;
  return {
    digest,
    vote,
    person: person.id,
    ...(onBehalfOf
      ? { onBehalfOf: { person: onBehalfOf.person.id, delegation: onBehalfOf.delegation } }
      : {}),
    ...(groups ? { groups } : {}),
    stage,
    via: viaBody(via),
    ...(comment === undefined ? {} : { comment: commitTo(comment, salt) }),
  };
}

function viaBody(via: Via): Json {
  return Object.fromEntries(Object.entries(via).filter(([, value]) => value !== undefined));
}

/** Binds a text without showing it: whoever has text and salt can prove that it was meant. */
export function commitTo(text: string, salt: string): Digest {
  return digestOf({ salt, text });
}

function grantTerms(plan: Plan, { audience, scope, targets, lifetimeMs, uses }: GrantPlan): Json {
  return { audience, scope, targets, lifetimeMs, uses, withinMs: approvalLifeMs(plan) };
}
