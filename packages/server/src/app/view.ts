import type { Person } from '@countersign/core/people';
import { heldSentence } from '@countersign/core/request/held-sentence';
import { howItEndedSentence } from '@countersign/core/request/how-it-ended';
import { approvers } from '@countersign/core/request/eligibility';
import { servesUntil } from '@countersign/core/request/start';
import {
  approvalsOf,
  openStage,
  rejectionsOf,
  stageNow,
  tallyOf,
  type RequestState,
  type Vote,
} from '@countersign/core/request/state';
import { tally } from '@countersign/core/request/tally';
import { wantsNow, wantsText } from '@countersign/core/request/wants';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from '../ports/card.ts';
import { isForNobody } from './direct.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import { emergencyView } from './view-emergency.ts';

/** A request as the API shows it. */
export function viewOf(
  request: StoredRequest,
  submission: Submission,
  linkTo: (card: Card) => string | null,
): RequestView {
  const { state, runs, outcome, cards } = request;
  const started = runs.at(-1);
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
    policy: { version: plan.policyVersion, rules: plan.rules },
    routes: plan.routes,
    ...(plan.direct ? { direct: plan.direct } : {}),
    stages: plan.stages.map((_, at) => stageView(state, at)),
    explanation: explanationOf(state, cards),
    createdAt: instant(state.createdAt),
    expiresAt: instant(state.expiresAt),
    ...(state.held ? { held: { until: instant(state.held.until), by: state.held.by } } : {}),
    ...(status === 'pending' ? {} : { decision: decisionOf(state, status) }),
    ...(state.urgent ? { emergency: emergencyView(state) } : {}),
    ...(started ? { started: { at: instant(started.at) } } : {}),
    ...reuseView(request),
    ...(outcome ? { outcome: { ...outcome, at: instant(outcome.at) } } : {}),
    cards: cards.filter(isShown).map((card) => cardView(card, linkTo(card))),
  };
}

function reuseView({ state, runs }: StoredRequest): Pick<RequestView, 'reuse'> {
  const { reuse } = state.plan;
  const until = servesUntil(state);
  if (!reuse || until === null) return {};
  return { reuse: { uses: reuse.uses, used: runs.length, until: instant(until) } };
}

/** What stands for all who could not be written to is there only as long as that is so. */
function isShown(card: Card): boolean {
  return !isForNobody(card) || card.unavailable !== null;
}

function cardView(card: Card, link: string | null): RequestView['cards'][number] {
  const { platform, channel, message, unavailable } = card;
  const state = unavailable ? 'unavailable' : message ? 'posted' : 'queued';
  return { platform, channel, state, ...(link === null ? {} : { link }) };
}

function stageView(state: RequestState, at: number): RequestView['stages'][number] {
  const stage = stageNow(state, at);
  const { missing, quorums } = tallyOf(state, at);
  return {
    name: stage.name,
    rules: stage.rules,
    quorum: tally(stage, []).missing,
    groups: approvers(stage),
    combine: stage.combine,
    quorums: quorums.map((one) => ({
      quorum: one.quorum,
      groups: one.groups,
      missing: one.missing,
    })),
    state: stageState(state, at),
    approvals: approvalsOf(state, at).map(voteView),
    rejections: rejectionsOf(state, at).map(voteView),
    missing,
  };
}

function voteView({ person, onBehalfOf, at, comment }: Vote) {
  return {
    person: shown(person),
    ...(onBehalfOf ? { onBehalfOf: shown(onBehalfOf.person) } : {}),
    at: instant(at),
    ...(comment === undefined ? {} : { comment }),
  };
}

function stageState(state: RequestState, at: number): RequestView['stages'][number]['state'] {
  if (at < state.stage || tallyOf(state, at).met) return 'passed';
  if (state.status !== 'pending') return 'closed';
  return at === state.stage ? 'open' : 'waiting';
}

/** What is missing and who can give it, or how it ended. */
function explanationOf(state: RequestState, cards: Card[]): string {
  if (state.status !== 'pending') return howItEndedSentence(state);
  // Who could not be written to here was written to elsewhere, or is among those of whom this is said.
  const places = cards.filter((card) => card.direct === undefined || isForNobody(card));
  const broken = places.flatMap((card) => (card.unavailable ? [card.unavailable] : []));
  return [missingSentence(state), ...new Set(broken), ...toldOneWay(state, cards)].join(' ');
}

/** “Stage “release” wants 1 more approval from sre.” */
export function missingSentence(state: RequestState): string {
  if (state.held) return heldSentence(state.held);
  const stage = openStage(state);
  const wants = wantsNow(stage, tallyOf(state, state.stage));
  return `Stage “${stage.name}” wants ${wantsText(stage.combine, wants, { unit: 'more approval' })}.`;
}

function toldOneWay({ plan: { fallbacks = [] } }: RequestState, cards: Card[]): string[] {
  if (!cards.some(({ fallback }) => fallback)) return [];
  return [`Told one way through ${fallbacks.join(' and ')}, where nobody can decide.`];
}

function decisionOf(
  state: RequestState,
  outcome: Exclude<RequestState['status'], 'pending'>,
): RequestView['decision'] {
  const deciding =
    outcome === 'rejected'
      ? rejectionsOf(state, state.stage)
      : state.plan.stages.flatMap((_, at) => approvalsOf(state, at));
  const byVote = outcome === 'approved' || outcome === 'rejected';
  const { urgent } = state;
  const people = byVote
    ? [...(urgent ? [urgent] : []), ...deciding].map(({ person }) => shown(person))
    : [];
  const reason = outcome === 'rejected' ? deciding.at(-1)?.comment : urgent?.reason;
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
