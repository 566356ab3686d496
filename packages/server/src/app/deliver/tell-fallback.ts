import type { DecideAt, Fallback } from '../../ports/chat.ts';
import type { Delivery, Task } from '../../ports/delivery.ts';
import type { StoredRequest, Submitted } from '../../ports/stored-request.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { linkTo } from '../links.ts';
import { isRestricted } from '../restricted.ts';
import { contentOf } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Attempts, a second apart, that wait for another card to be there. */
const PATIENCE = 5;

/** Shows an open request whose card can't be posted, one way, and where it can be decided. */
export async function tellFallback(
  ctx: Context,
  { id, attempt, ambiguous }: Delivery,
  { fallback: name, card: cardId }: Extract<Task, { kind: 'fallback.tell' }>,
): Promise<Delivered> {
  const found = await ctx.store.requests.withSubmissionOfCard(cardId);
  const card = found?.request.cards.find((c) => c.id === cardId);
  // Meanwhile it got through after all, or there is nothing left to decide.
  if (!card || card.message !== null || found?.request.state.status !== 'pending') return done;
  const fallback = ctx.fallbacks.get(name);
  if (!fallback) return notConfigured(name);
  if (attempt < PATIENCE && mayYetBePosted(ctx, found.request)) {
    const error = 'Another card of the request is about to be posted; it is what to link to.';
    return { outcome: 'retry', error, retryAfterMs: 1_000 };
  }
  const { platform, channel } = card;
  try {
    await fallback.tell(await contentOf(ctx, { card, ...found }), {
      unposted: { platform, channel },
      decide: decideAt(ctx, fallback, found),
      again: ambiguous,
    });
  } catch (failure) {
    return afterFailure(failure);
  }
  const body = { fallback: name, platform, channel, delivery: id };
  const entry = noteworthy(ctx, 'fallback.used', body, card.request);
  return { outcome: 'done', effects: { entries: [entry] } };
}

/** Tells how the request ended: what a webhook posted can't be redrawn. */
export async function settleFallback(
  ctx: Context,
  { fallback: name, request: id }: Extract<Task, { kind: 'fallback.settle' }>,
): Promise<Delivered> {
  const request = await ctx.store.requests.get(id);
  if (!request || request.state.status === 'pending') return done;
  const fallback = ctx.fallbacks.get(name);
  if (!fallback) return notConfigured(name);
  try {
    await fallback.settle(request.state);
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}

/** Another card of the request, or else the app itself: on the fallback's own platform if it can be. */
function decideAt(
  ctx: Context,
  { platform }: Fallback,
  { request, submission }: Submitted,
): DecideAt {
  const link = linkToAny(ctx, request);
  if (link !== null) return { where: 'card', link };
  const chat = ctx.chats.get(platform) ?? ctx.chats.values().next().value;
  if (!chat) return { where: 'nowhere' };
  return {
    where: 'app',
    platform: chat.platform,
    link: ctx.homes.get(chat.platform) ?? null,
    whole:
      request.state.masked.length === 0 &&
      chat.showsWhole(submission) &&
      // Words to the bot can't show it; a form in the app's own tab can.
      (chat.platform === 'slack' || !isRestricted(request.state)),
  };
}

function linkToAny(ctx: Context, { cards }: StoredRequest): string | null {
  const links = cards.filter((card) => !card.unavailable).map((card) => linkTo(ctx, card));
  return links.find((link) => link !== null) ?? null;
}

function mayYetBePosted(ctx: Context, request: StoredRequest): boolean {
  const isQueued = request.cards.some((card) => card.message === null && !card.unavailable);
  return isQueued && linkToAny(ctx, request) === null;
}

function notConfigured(name: string): Delivered {
  const error = `The fallback “${name}” is not configured; add it under fallbacks.`;
  return { outcome: 'retry', error };
}
