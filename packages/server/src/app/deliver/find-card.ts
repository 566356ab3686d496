import { excluded, type RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { CardContent, ChatPlatform } from '../../ports/chat.ts';
import type { Card } from '../../ports/card.ts';
import type { StoredRequest } from '../../ports/stored-request.ts';
import { isAnnouncedIn, isIn } from '../announced.ts';
import type { Context } from '../context.ts';
import { ownVote } from '../own-vote.ts';
import { whoMayDecide } from '../vote-facts.ts';
import { waitsFor } from '../waits-for.ts';

export type FoundCard = { card: Card; request: StoredRequest; chat: ChatPlatform };
export type WholeCard = FoundCard & { submission: Submission };

/** The card, its request and its platform, as committed now. */
export async function findCard(ctx: Context, id: string): Promise<FoundCard> {
  return found(ctx, id, await ctx.store.requests.ofCard(id));
}

/** The same with what was submitted, which may be large. */
export async function findWholeCard(ctx: Context, id: string): Promise<WholeCard> {
  const whole = await ctx.store.requests.withSubmissionOfCard(id);
  if (!whole) throw noCard(id);
  return { ...found(ctx, id, whole.request), submission: whole.submission };
}

export function chatOf(ctx: Context, platform: Card['platform']): ChatPlatform {
  const chat = ctx.chats.get(platform);
  if (chat) return chat;
  throw new Error(`${platform} is not configured; its section is missing in the configuration.`);
}

export async function contentOf(
  ctx: Context,
  { card, request, submission }: Omit<WholeCard, 'chat'>,
  alone = false,
): Promise<CardContent> {
  const { state, outcome } = request;
  const announces = isAnnouncedIn(state, card);
  const others = alone ? [] : await othersIn(ctx, card);
  const open = [state, ...others.map((other) => other.state)].find(isPending);
  const eligible = open ? await whoMayDecide(ctx, { ...request, state: open }) : [];
  const own = open === state ? ownVote(card, state, eligible) : null;
  return {
    card,
    state,
    // It grows with each of those that it shows, and with each that comes.
    version: others.reduce((sum, { version }) => sum + version, request.version),
    submission,
    outcome,
    eligible: eligible.filter(({ id }) => !excluded(open ?? state).some((one) => one.id === id)),
    ...(own ? { own } : {}),
    ...(announces ? { announces } : {}),
    ...escalationIn(state, card),
    ...(await waitsFor(ctx, open ?? state)),
    ...(others.length > 0 ? { others } : {}),
  };
}

/** Who may decide them is said once for all. */
async function othersIn(ctx: Context, { id, likeness }: Card): Promise<CardContent[]> {
  if (likeness === undefined) return [];
  const found = await ctx.store.lists.others(id);
  return found.flatMap(({ request: { state, version, outcome, cards }, submission }) => {
    const card = cards.find(({ list }) => list === id);
    if (card === undefined) return [];
    const announces = isAnnouncedIn(state, card) ? { announces: true as const } : {};
    const more = { ...announces, ...escalationIn(state, card) };
    return [{ card, state, version, submission, outcome, eligible: [], ...more }];
  });
}

function isPending({ status }: RequestState): boolean {
  return status === 'pending';
}

/** Whether anything is left to decide on a card, or on one of those in its message. */
export function isAnyOpen({ state, others = [] }: CardContent): boolean {
  return [state, ...others.map((other) => other.state)].some(isPending);
}

function escalationIn(
  { plan, stage, escalated }: RequestState,
  card: Card,
): Pick<CardContent, 'escalatedTo'> {
  if (isIn(plan.routes, card)) return {};
  const { escalations = [] } = plan.stages[stage] ?? {};
  const steps = escalations.slice(0, escalated[stage] ?? 0);
  const here = steps.filter(({ routes }) => isIn(routes, card));
  if (here.length === 0) return {};
  return { escalatedTo: [...new Set(here.flatMap(({ groups }) => groups))] };
}

function found(ctx: Context, id: string, request: StoredRequest | null): FoundCard {
  const card = request?.cards.find((c) => c.id === id);
  if (!request || !card) throw noCard(id);
  return { card, request, chat: chatOf(ctx, card.platform) };
}

function noCard(id: string): Error {
  return new Error(`There is no card ${id}.`);
}
