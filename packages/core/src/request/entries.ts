import { digestOf, type Digest } from '../digest.ts';
import type { Entry } from '../log/entry.ts';
import type { Json } from '../wire/json.ts';
import type { RequestEvent } from './event.ts';
import type { RequestState, Vote } from './state.ts';

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
        behind: state.behind.map((person) => person.id),
        action: state.action,
        resource: state.resource,
        environment: state.environment,
        policy: { version: state.plan.policyVersion, rule: state.plan.rule },
        routes: state.plan.routes.map(({ platform, channel }) => ({ platform, channel })),
        stages: state.plan.stages.map(({ name, quorum, groups }) => ({ name, quorum, groups })),
        quorum: state.plan.stages.map((stage) => stage.quorum),
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
    case 'approved':
    case 'rejected':
    case 'expired':
    case 'withdrawn':
      return { digest };
  }
}

function voteBody({ digest, vote, person, stage, via, comment, salt }: Vote): Json {
  return {
    digest,
    vote,
    person: person.id,
    stage,
    via: Object.fromEntries(Object.entries(via).filter(([, value]) => value !== undefined)),
    ...(comment === undefined ? {} : { comment: commitTo(comment, salt) }),
  };
}

/** Binds a text without showing it: whoever has text and salt can prove that it was meant. */
export function commitTo(text: string, salt: string): Digest {
  return digestOf({ salt, text });
}
