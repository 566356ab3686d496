import { samePerson, type Person } from '@countersign/core/people';
import type { Group } from '@countersign/core/policy/plan';
import { notToReview, reviewTally } from '@countersign/core/request/review';
import { notToAsk, openStage, tallyOf, type RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Ping } from '../ports/chat.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import { isAnnouncedIn } from './announced.ts';
import type { Context } from './context.ts';
import { isForNobody } from './direct.ts';
import { isReviewOpen } from './emergency-rights.ts';
import { standInsOf } from './stand-ins.ts';

/** The groups from which approvals are missing now, by name. */
export function groupsMissing(state: RequestState): string[] {
  if (state.status !== 'pending' || state.held) return [];
  const { quorums } = tallyOf(state, state.stage);
  const wanting = quorums.filter(({ missing }) => missing > 0);
  return [...new Set(wanting.flatMap(({ groups }) => groups))];
}

/** Those whose word is wanted now: to decide, or to review what was approved in an emergency. */
export function groupsToCall(state: RequestState): string[] {
  return isReviewOpen(state) ? reviewersMissing(state) : groupsMissing(state);
}

function reviewersMissing(state: RequestState): string[] {
  const wanting = reviewTally(state).filter(({ missing }) => missing > 0);
  return [...new Set(wanting.flatMap(({ groups }) => groups))];
}

/**
 * Who of these groups is mentioned in a message about this card; null for nobody. On each platform
 * one of a request's cards mentions a group, so that nobody is called to it twice.
 */
export async function pingFor(
  ctx: Context,
  card: Card,
  { state, cards }: StoredRequest,
  names: readonly string[],
): Promise<Ping | null> {
  const { plan } = state;
  if (plan.showing?.silent || names.length === 0 || card.direct) return null;
  if (isReviewOpen(state)) return reviewersOn(ctx, card, { state, cards }, names);
  if (state.status !== 'pending') return null;
  const groups = calledOn(card, { state, cards }, calledInChannels({ state, cards }, names));
  if (groups.length === 0) return null;
  return whoCanAct(ctx, state, groups);
}

/** On each platform one of the cards that announce an emergency asks for its review. */
async function reviewersOn(
  ctx: Context,
  { id, platform }: Card,
  { state, cards }: Pick<StoredRequest, 'state' | 'cards'>,
  names: readonly string[],
): Promise<Ping | null> {
  const { plan } = state;
  const announcing = cards.filter(
    (card) => !card.direct && card.unavailable === null && isAnnouncedIn(state, card),
  );
  if (announcing.find((card) => card.platform === platform)?.id !== id) return null;
  // Who is written to is called by that.
  if (plan.breakGlass?.direct && !isNobodyReached(cards)) return null;
  const groups = await ctx.policy.groups(plan.policyVersion, [...names]);
  return membersBut(ctx, groups, notToReview(state));
}

function isNobodyReached(cards: readonly Card[]): boolean {
  return cards.some((card) => isForNobody(card) && card.unavailable !== null);
}

/** Who is written to is called by that, and by nothing else unless it failed. */
function calledInChannels(
  { state: { plan, stage }, cards }: Pick<StoredRequest, 'state' | 'cards'>,
  names: readonly string[],
): readonly string[] {
  if (isNobodyReached(cards)) return names;
  if (plan.direct) return [];
  const steps = plan.stages[stage]?.escalations ?? [];
  const written = new Set(steps.flatMap(({ groups, direct }) => (direct ? groups : [])));
  return names.filter((name) => !written.has(name));
}

/** Whom an escalation adds in a channel of their own may be in no other; all else is called to the first card. */
function calledOn(
  { id, platform }: Card,
  { state: { plan, stage }, cards }: Pick<StoredRequest, 'state' | 'cards'>,
  names: readonly string[],
): string[] {
  const here = cards.filter((card) => card.platform === platform && card.unavailable === null);
  const steps = plan.stages[stage]?.escalations ?? [];
  return names.filter((name) => {
    const routes = steps.filter(({ groups }) => groups.includes(name)).flatMap((one) => one.routes);
    const theirs = here.find((card) =>
      routes.some((route) => route.platform === platform && route.channel === card.channel),
    );
    return (theirs ?? here[0])?.id === id;
  });
}

/** Those of these groups who can give what is missing, and who stands in for any of them. */
async function whoCanAct(
  ctx: Context,
  state: RequestState,
  names: readonly string[],
): Promise<Ping> {
  const { plan } = state;
  const groups = await ctx.policy.groups(plan.policyVersion, [...names]);
  const out = notToAsk(state);
  const able = await membersBut(ctx, groups, out);
  if (openStage(state).delegation === false) return able;
  return Promise.all(
    able.map(async (one) => {
      const others = await standInsOf(ctx, one.people);
      const standIns = others
        .map(({ standIn: { person, account } }) => ({ ...person, accounts: [account] }))
        .filter((other) => !isAmong(out, other));
      return { ...one, standIns };
    }),
  );
}

async function membersBut(ctx: Context, groups: Group[], out: readonly Person[]): Promise<Ping> {
  return Promise.all(
    groups.map(async (group) => {
      const [members, callsOthers] = await Promise.all([
        ctx.people.members([group]),
        ctx.people.callsOthers(group),
      ]);
      const people = members.filter((one) => !isAmong(out, one));
      return { group, people, all: people.length === members.length && !callsOthers };
    }),
  );
}

function isAmong(people: readonly Person[], one: Person): boolean {
  return people.some((other) => samePerson(other, one));
}
