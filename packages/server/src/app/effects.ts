import type { RequestEvent } from '@countersign/core/request/event';
import { heldSentence } from '@countersign/core/request/held-sentence';
import { howItEndedSentence } from '@countersign/core/request/how-it-ended';
import { rejectionWants } from '@countersign/core/request/rejection-wants';
import {
  openStage,
  type RequestState,
  type Reviewed,
  type Vote,
} from '@countersign/core/request/state';
import { moment } from '@countersign/core/text/moment';
import type { BindingTrigger, Route } from '@countersign/core/policy/plan';
import type { Card } from '../ports/card.ts';
import type { NewDelivery } from '../ports/delivery.ts';
import type { Effects } from '../ports/effects.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import { isAnnouncedIn } from './announced.ts';
import type { Context } from './context.ts';
import { askAll } from './direct.ts';
import { isReviewOpen } from './emergency-rights.ts';
import { entriesOf } from './entries.ts';
import {
  announce,
  fireWebhook,
  refreshCard,
  settleFallback,
  showCard,
  threadLines,
} from './lanes.ts';
import { newCard } from './new-card.ts';
import { groupsToCall } from './ping.ts';
import { placeName, type ListElsewhere } from './place-in-list.ts';
import { emergencySentence, reviewSentence } from './view-emergency.ts';
import { missingSentence } from './view.ts';
import { webhookData } from './webhook-data.ts';
import type { WholeOn } from './whole-elsewhere.ts';

/** What has to follow from events: log entries, cards made current, thread lines, bindings. */
export function effectsOf(
  ctx: Context,
  before: StoredRequest,
  after: RequestState,
  events: RequestEvent[],
  /** Known by whoever brings about that it is shown elsewhere, too. */
  wholeOn: WholeOn = new Set(),
  /** The same of those that are in a list. */
  lists: ReadonlyMap<string, ListElsewhere> = new Map(),
): Required<Pick<Effects, 'entries' | 'cards' | 'deliveries'>> {
  const now = ctx.now();
  const cards =
    after.stage === before.state.stage ? before.cards : renewControls(ctx, before.cards, after);
  const added = addedCards(ctx, cards, { after, events, wholeOn, lists });
  const lines = linesOf(after, events);
  const ping = groupsToPing(after, events);
  return {
    entries: entriesOf(ctx, after, events),
    cards: [...(cards === before.cards ? [] : cards), ...added],
    deliveries: [
      ...cards.flatMap((card) => {
        const line = lines[card.platform];
        return [
          ...refreshCard(ctx, card, now),
          ...(line !== null && isAnnouncedBelow(card, after, events)
            ? [announce(ctx, card, line, now, ping)]
            : threadLines(ctx, card, line, now, isCalledBelow(card, after) ? ping : [])),
        ];
      }),
      ...added.map((card) => showCard(ctx, card, now)),
      ...(events.some(callsPeople) ? askAll(ctx, after, now) : []),
      ...fallbacksTold(before, after).map((name) => settleFallback(ctx, name, after.id, now)),
      ...bindingsOf(ctx, after, events, now),
    ],
  };
}

/** What others can act upon than before, or should have by now. */
function callsPeople({ type }: RequestEvent): boolean {
  return ['stage_passed', 'escalated', 'reminded', 'reopened', 'broke_glass'].includes(type);
}

/** Where the request is shown besides, from now on. */
function addedCards(
  ctx: Context,
  cards: Card[],
  {
    after,
    events,
    wholeOn,
    lists,
  }: {
    after: RequestState;
    events: RequestEvent[];
    wholeOn: WholeOn;
    lists: ReadonlyMap<string, ListElsewhere>;
  },
): Card[] {
  const routes = events.flatMap((event) => routesOf(after, event));
  const isNew = ({ platform, channel }: Route) =>
    !cards.some((card) => card.platform === platform && card.channel === channel);
  return unique(routes.filter(isNew)).map((route) => {
    const card = newCard(ctx, after, route, wholeOn.has(route.platform));
    const list = lists.get(placeName(route));
    // What has to be uploaded is in no list.
    if (!card.whole || list === undefined) return card;
    return list.host === null ? { ...card, likeness: list.likeness } : { ...card, list: list.host };
  });
}

/** An emergency of one of a list, in the very channel where it is to be announced. */
function isAnnouncedBelow(
  { platform, channel, list, likeness }: Card,
  { plan }: RequestState,
  events: RequestEvent[],
): boolean {
  if (list === undefined && likeness === undefined) return false;
  if (!events.some(({ type }) => type === 'broke_glass')) return false;
  const routes = plan.breakGlass?.routes ?? [];
  return routes.some((route) => route.platform === platform && route.channel === channel);
}

/** Who reviews an emergency is called where it is announced. */
function isCalledBelow(card: Card, after: RequestState): boolean {
  return !isReviewOpen(after) || isAnnouncedIn(after, card);
}

function routesOf({ plan }: RequestState, event: RequestEvent): Route[] {
  if (event.type === 'broke_glass') return plan.breakGlass?.routes ?? [];
  if (event.type !== 'escalated') return [];
  return plan.stages[event.stage]?.escalations[event.step]?.routes ?? [];
}

function unique(routes: Route[]): Route[] {
  const byPlace = routes.map((route) => [`${route.platform} ${route.channel}`, route] as const);
  return [...new Map(byPlace).values()];
}

/** Each stage has buttons of its own: one that was drawn for an earlier stage decides nothing. */
function renewControls(ctx: Context, cards: Card[], after: RequestState): Card[] {
  return cards.map((card) => ({ ...card, control: ctx.newId('ctl'), stage: after.stage }));
}

/** As each platform has them: they may tell what to say there. */
function linesOf(state: RequestState, events: RequestEvent[]) {
  return {
    slack: threadLine(state, events, 'slack'),
    teams: threadLine(state, events, 'teams'),
  };
}

/** One line a commit, for the log in the thread. */
function threadLine(
  state: RequestState,
  events: RequestEvent[],
  platform: Card['platform'],
): string | null {
  const lines = events.flatMap((event) => {
    switch (event.type) {
      case 'voted':
        return voteLine(state, event.vote);
      case 'stage_passed':
        return state.status === 'pending'
          ? [`Stage “${stageName(state, event.stage)}” has passed; now “${openStage(state).name}”.`]
          : [];
      case 'reminded':
        return [`Still open, until ${moment(state.expiresAt)}. ${missingSentence(state)}`];
      case 'escalated':
        return [escalationLine(state, event)];
      case 'held':
        return [heldSentence(event)];
      case 'reopened':
        return [`Not held any more. ${missingSentence(state)}`];
      case 'broke_glass':
        return [...emergencyLines(state, platform)];
      case 'reviewed':
        return [reviewLine(event.review)];
      case 'review_done':
        return ['The review of this emergency approval is complete.'];
      case 'review_overdue':
        return [
          `The review of this emergency approval is late. ${reviewSentence(state, platform)}`,
        ];
      case 'approved':
        return [`Approved. ${state.identity.name} may go ahead with ${state.digest}.`];
      case 'rejected':
      case 'expired':
      case 'withdrawn':
        return [`${howItEndedSentence(state)}${reasonOf(state)}`];
      case 'submitted':
        return [];
    }
  });
  return lines.length === 0 ? null : lines.join('\n');
}

/** Whom a line is for: those who can act only now, and those who still have not. */
function groupsToPing(state: RequestState, events: RequestEvent[]): string[] {
  const groups = events.flatMap((event) => {
    if (event.type === 'escalated') {
      return state.plan.stages[event.stage]?.escalations[event.step]?.groups ?? [];
    }
    const isForAll = ['stage_passed', 'reminded', 'reopened'].includes(event.type);
    const asksReview = ['broke_glass', 'review_overdue'].includes(event.type);
    return isForAll || asksReview ? groupsToCall(state) : [];
  });
  // What has ended calls nobody, whatever came due with its end.
  return state.status === 'pending' || isReviewOpen(state) ? [...new Set(groups)] : [];
}

/** What came of it is in the line of its own entry; this one says that nobody was waited for. */
function emergencyLines(state: RequestState, platform: Card['platform']): string[] {
  const { urgent } = state;
  if (!urgent) return [];
  return [
    `${emergencySentence(urgent)}${quoted(urgent.reason)}`,
    ...urgent.freezes.map((name) => `The freeze “${name}” does not hold it.`),
    reviewSentence(state, platform),
  ];
}

function reviewLine({ person, finding, comment }: Reviewed): string {
  return finding === 'ok'
    ? `${person.name} reviewed this emergency approval: all is well.${quoted(comment, 'Comment')}`
    : `${person.name} reviewed this emergency approval and has a concern.${quoted(comment, 'Concern')}`;
}

/** A rejection that ends the request has its line by that. */
function voteLine(state: RequestState, { vote, person, onBehalfOf, comment }: Vote): string[] {
  const by = onBehalfOf ? ` for ${onBehalfOf.person.name}, whose stand-in they are` : '';
  const open = state.status === 'pending' && !state.held;
  if (vote === 'reject') {
    return state.status === 'rejected'
      ? []
      : [
          `${person.name} rejected${by}, which does not end it by itself${endsBy(state)}.${quoted(comment)}`,
        ];
  }
  return [
    `${person.name} approved${by}.${open && !isPassed(state) ? ` ${missingSentence(state)}` : ''}`,
  ];
}

function endsBy(state: RequestState): string {
  const wants = rejectionWants(state, state.stage);
  return wants === null ? '' : `: ${wants}`;
}

/** The vote was the last one of its stage, and the next one is open. */
function isPassed(state: RequestState): boolean {
  const last = state.votes.at(-1);
  return last !== undefined && last.stage !== state.stage;
}

function escalationLine(state: RequestState, { stage, step }: { stage: number; step: number }) {
  const groups = state.plan.stages[stage]?.escalations[step]?.groups ?? [];
  const who = groups.length === 0 ? '' : ` From now on ${groups.join(' and ')} may approve, too.`;
  return `Escalated: “${stageName(state, stage)}” has waited too long.${who}`;
}

function reasonOf(state: RequestState): string {
  return quoted(state.status === 'rejected' ? state.votes.at(-1)?.comment : undefined);
}

/** Each of its lines is marked as somebody's words: unmarked ones are the service's own. */
function quoted(reason: string | undefined, called = 'Reason'): string {
  return reason === undefined ? '' : `\n${called}: ${reason.replaceAll('\n', '\n> ')}`;
}

/** Whoever was told of the request one way, and is to hear how it has ended. */
function fallbacksTold({ state, cards }: StoredRequest, { status, plan }: RequestState): string[] {
  const ends = state.status === 'pending' && status !== 'pending';
  const isTold = ends && cards.some(({ fallback }) => fallback);
  return isTold ? (plan.fallbacks ?? []) : [];
}

/** What the end of a request fires. */
export function bindingsOf(
  ctx: Context,
  state: RequestState,
  events: RequestEvent[],
  now: number,
): NewDelivery[] {
  const end = events.find((event): event is RequestEvent & { type: BindingTrigger } =>
    ['approved', 'rejected', 'expired', 'withdrawn'].includes(event.type),
  );
  if (!end) return [];
  return (state.plan.bindings[end.type] ?? []).map((binding) =>
    fireWebhook(
      ctx,
      { webhook: binding.name, type: `request.${end.type}`, data: webhookData(state) },
      state.id,
      now,
    ),
  );
}

function stageName(state: RequestState, stage: number): string {
  return state.plan.stages[stage]?.name ?? String(stage);
}
