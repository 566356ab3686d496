import { isOnChat, type Account } from '@countersign/core/people';
import type { CastVote } from '@countersign/core/request/command';
import { isOpen, type RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Effects } from '../ports/effects.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { VoteInput } from '../ports/chat-use-cases.ts';
import { adoptMessage, takeMessage } from './adopt-message.ts';
import type { Context } from './context.ts';
import { supersedeCopy } from './lanes.ts';

/** What a vote is about: which request, what the person had before their eyes, and where. */
export type Located = {
  stored: StoredRequest;
  shown: CastVote['shown'];
  /** The card that carried the button; null for a command. */
  card: Card | null;
  /** The message the button was on, where the platform says so. */
  message: string | null;
  /** The button is not one that the card has now. */
  stale: boolean;
};

/** Whether its button is not to be followed. Of what has ended, how it did says more. */
export function isOutOfDate({ stale }: Located, state: RequestState): boolean {
  return stale && isOpen(state);
}

/** Finds it in the store; nothing that the client sent is believed beyond an opaque id. */
export async function locate(ctx: Context, input: VoteInput): Promise<Located | null> {
  const { account, target } = input;
  if ('words' in target) return byWords(ctx, target, account);
  if ('request' in target) return byRequest(ctx, target);
  // There are no buttons but in chat.
  if (!isOnChat(account)) return null;
  const { control } = target;
  const found = await ctx.store.requests.ofControl(control);
  const live = found?.cards.find((card) => card.control === control);
  if (found && live) {
    const isMadeUp =
      live.message !== input.message && (await isOfAnotherCard(ctx, { ...input, account }, live));
    if (!isMadeUp && live.list !== undefined) await adoptList(ctx, input, live);
    return byCard(isMadeUp ? { ...input, message: null } : input, found, live, isMadeUp);
  }
  // A control of an earlier stage is forgotten; its message still tells which request it was.
  if (input.channel === null || input.message === null) return null;
  const old = await ctx.store.cards.byMessage(account.platform, input.channel, input.message);
  const request = old && (await ctx.store.requests.get(old.request));
  return old && request && byCard(input, request, old, true);
}

/** The message is that of the list, which another request's lock guards. */
async function adoptList(ctx: Context, { channel, message }: VoteInput, card: Card): Promise<void> {
  const isNews = channel === card.channel && message !== null && card.message !== message;
  if (isNews) await adoptMessage(ctx, card.id, { channel, message });
}

/** Somebody put a card's button into another card's message: that card stays as it is. */
async function isOfAnotherCard(
  ctx: Context,
  { account, channel, message }: Pick<VoteInput, 'channel' | 'message'> & { account: Account },
  card: Card,
): Promise<boolean> {
  if (channel === null || message === null) return false;
  const known = await ctx.store.cards.byMessage(account.platform, channel, message);
  return known !== null && known.id !== card.id;
}

type ByRequest = Extract<VoteInput['target'], { request: string }>;

/**
 * Somebody in the groups of two stages may say the same twice because the first answer was slow: words
 * that name no stage are for the one where this account has had its say, if it has.
 */
async function byWords(
  ctx: Context,
  { request: id, words }: Extract<ByRequest, { words: object }>,
  { platform, user }: VoteInput['account'],
): Promise<Located | null> {
  const stored = await ctx.store.requests.get(id);
  if (!stored) return null;
  const { digest, votes, plan, stage: open } = stored.state;
  const said = votes.findLast(({ via }) => via.platform === platform && via.user === user);
  const stage = words.stage === null ? (said?.stage ?? open) : stageCalled(plan, words.stage);
  return { stored, shown: { digest, stage }, card: null, message: null, stale: false };
}

/** By its name, or by its number from 1 on; -1 where there is none. */
function stageCalled({ stages }: { stages: readonly { name: string }[] }, said: string): number {
  const at = stages.findIndex(({ name }) => name === said);
  if (at >= 0 || !/^[1-9]\d?$/u.test(said)) return at;
  return Number(said) <= stages.length ? Number(said) - 1 : -1;
}

async function byRequest(
  ctx: Context,
  { request: id, stage, seen }: Exclude<ByRequest, { words: object }>,
): Promise<Located | null> {
  const found = await ctx.store.requests.get(id);
  if (!found) return null;
  const shown = {
    digest: seen?.digest ?? found.state.digest,
    stage: stage ?? found.state.stage,
  };
  const card = found.cards.find((one) => one.id === seen?.card) ?? null;
  const stale = seen?.card !== undefined && card === null;
  return { stored: found, shown, card, message: null, stale };
}

function byCard(input: VoteInput, found: StoredRequest, card: Card, stale: boolean): Located {
  const elsewhere = input.channel !== null && input.channel !== card.channel;
  return {
    stored: found,
    shown: { digest: found.state.digest, stage: card.stage },
    card,
    // A message is known by its channel: one of another place has the same name by chance or by intent.
    message: input.channel === card.channel ? input.message : null,
    stale: stale || elsewhere || isCopy(card, input.message),
  };
}

function isCopy(card: Card, message: string | null): boolean {
  return message !== null && card.message !== null && card.message !== message;
}

/**
 * A click can be the first we hear of a message whose posting got no answer: adopt it. A click on
 * a second copy has its buttons taken away.
 */
export function adopted(
  ctx: Context,
  { card, message, stale }: Located,
  current: StoredRequest,
): Effects {
  const now = current.cards.find((c) => c.id === card?.id);
  if (!now || message === null || now.list !== undefined) return {};
  if (now.message === null && !stale) return takeMessage(ctx, current, now, message);
  if (isCopy(now, message)) return { deliveries: [supersedeCopy(ctx, now, message, ctx.now())] };
  return {};
}
