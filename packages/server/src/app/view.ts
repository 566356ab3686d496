import type { Person } from '@countersign/core/people';
import { howItEndedSentence } from '@countersign/core/request/refusal';
import {
  approvalsOf,
  missingApprovals,
  openStage,
  type RequestState,
} from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from '../ports/card.ts';
import type { StoredRequest } from '../ports/stored-request.ts';

/** A request as the API shows it. */
export function viewOf(
  request: StoredRequest,
  submission: Submission,
  linkTo: (card: Card) => string | null,
): RequestView {
  const { state, started, outcome, cards } = request;
  const { parameters, change, reason, tickets } = submission;
  const { id, status, identity, action, resource, environment, digest, plan } = state;
  return {
    id,
    status,
    identity,
    action,
    resource,
    environment,
    digest,
    ...(parameters ? { parameters } : {}),
    ...(change ? { change } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(tickets ? { tickets } : {}),
    policy: { version: plan.policyVersion, rule: plan.rule },
    routes: plan.routes,
    stages: plan.stages.map((_, at) => stageView(state, at)),
    explanation: explanationOf(state, cards),
    createdAt: instant(state.createdAt),
    expiresAt: instant(state.expiresAt),
    ...(status === 'pending' ? {} : { decision: decisionOf(state, status) }),
    ...(started ? { started: { at: instant(started.at) } } : {}),
    ...(outcome ? { outcome: { ...outcome, at: instant(outcome.at) } } : {}),
    cards: cards.map((card) => cardView(card, linkTo(card))),
  };
}

function cardView(card: Card, link: string | null): RequestView['cards'][number] {
  const { platform, channel, message, unavailable } = card;
  const state = unavailable ? 'unavailable' : message ? 'posted' : 'queued';
  return { platform, channel, state, ...(link === null ? {} : { link }) };
}

function stageView(state: RequestState, at: number): RequestView['stages'][number] {
  const { name, quorum, groups } = state.plan.stages[at] ?? openStage(state);
  return {
    name,
    quorum,
    groups,
    state: stageState(state, at),
    approvals: approvalsOf(state, at).map((vote) => ({
      person: shown(vote.person),
      at: instant(vote.at),
      ...(vote.comment === undefined ? {} : { comment: vote.comment }),
    })),
    missing: missingApprovals(state, at),
  };
}

function stageState(state: RequestState, at: number): RequestView['stages'][number]['state'] {
  if (missingApprovals(state, at) === 0) return 'passed';
  if (state.status !== 'pending') return 'closed';
  return at === state.stage ? 'open' : 'waiting';
}

/** What is missing and who can give it, or how it ended. */
function explanationOf(state: RequestState, cards: Card[]): string {
  if (state.status !== 'pending') return howItEndedSentence(state);
  const { name, groups } = openStage(state);
  const missing = missingApprovals(state, state.stage);
  const wanted = `Stage “${name}” wants ${missing} more ${missing === 1 ? 'approval' : 'approvals'} from ${groups.join(' or ')}.`;
  const broken = cards.flatMap((card) => (card.unavailable ? [card.unavailable] : []));
  return [wanted, ...new Set(broken), ...toldOneWay(state, cards)].join(' ');
}

function toldOneWay({ plan: { fallbacks = [] } }: RequestState, cards: Card[]): string[] {
  if (!cards.some(({ fallback }) => fallback)) return [];
  return [`Told one way through ${fallbacks.join(' and ')}, where nobody can decide.`];
}

function decisionOf(
  state: RequestState,
  outcome: Exclude<RequestState['status'], 'pending'>,
): RequestView['decision'] {
  const deciding = state.votes.filter(
    ({ vote }) => vote === (outcome === 'rejected' ? 'reject' : 'approve'),
  );
  const byVote = outcome === 'approved' || outcome === 'rejected';
  const people = byVote ? deciding.map((vote) => shown(vote.person)) : [];
  const reason = outcome === 'rejected' ? deciding[0]?.comment : undefined;
  return {
    outcome,
    at: instant(state.decidedAt ?? state.expiresAt),
    by: [...new Map(people.map((person) => [person.id, person])).values()],
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The other names that a person goes by are no matter of the bot's. */
function shown({ id, name }: Person): Person {
  return { id, name };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
