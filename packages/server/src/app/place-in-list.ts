import { likenessOf, MOST_LISTED } from '@countersign/core/request/likeness';
import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { ListPlace, NewestAlike } from '../ports/list-store.ts';
import type { Effects } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import type { Context } from './context.ts';

/** Where a new request is shown, and what has to hold of that while it is written. */
export type Placed = { cards: Card[]; place: ListPlace };

/**
 * In the messages of a request that it is like, where there is room and policy's time is not over;
 * else in messages of its own, which others may join. Null where policy wants a card for each, or
 * where cards can't show all of it. One look-up, and that only where policy speaks of bursts.
 */
export async function placeInList(
  ctx: Context,
  state: RequestState,
  cards: Card[],
): Promise<Placed | null> {
  const likeness = likenessOf(state);
  const isWhole = state.masked.length === 0 && cards.every(({ whole }) => whole);
  if (likeness === null || !isWhole || state.status !== 'pending' || cards.length === 0)
    return null;
  const newest = await ctx.store.lists.newest(likeness);
  const place = { likeness, newest: newest?.card ?? null };
  const lists = newest && isJoinable(newest, state) ? hostsOf(newest, cards) : null;
  if (lists === null) return { place, cards: cards.map((card) => ({ ...card, likeness })) };
  const listed = cards.map((card, at) => ({ ...card, list: lists[at] ?? '' }));
  return { place: { ...place, below: MOST_LISTED - 1 }, cards: listed };
}

function isJoinable({ request, others, isOpen }: NewestAlike, { plan, createdAt }: RequestState) {
  const isRecent = createdAt < request.state.createdAt + (plan.burst?.withinMs ?? 0);
  return isRecent && isOpen && others < MOST_LISTED - 1;
}

/** A card for each, all of them fit to be joined; one that can't be posted helps nobody. */
function hostsOf({ request }: NewestAlike, cards: Card[]): string[] | null {
  const hosts = cards.map(({ platform, channel }) =>
    request.cards.find((card) => {
      const isThere = card.platform === platform && card.channel === channel;
      return isThere && card.likeness !== undefined && card.unavailable === null;
    }),
  );
  return hosts.every((host) => host !== undefined) ? hosts.map(({ id }) => id) : null;
}

type Asking = Parameters<Store['requests']['submit']>[0];
type Answer = Awaited<ReturnType<Store['requests']['submit']>>;

/** Each round, whoever was faster has found its place: a burst fills a message in two of them. */
const ROUNDS = 12;

/** Writes a request with its cards where these belong; who meets too many others has cards of its own. */
export async function submitInPlace(
  ctx: Context,
  asking: Asking,
  own: Card[],
  effectsWith: (cards: Card[]) => Effects,
): Promise<{ answer: Answer; cards: Card[] }> {
  for (let round = 1; ; round += 1) {
    const placed = round > ROUNDS ? null : await placeInList(ctx, asking.state, own);
    const cards = placed?.cards ?? own;
    const held = placed ? { ...asking, place: placed.place } : asking;
    const answer = await ctx.store.requests.submit(held, effectsWith(cards));
    if (!answer.moved) return { answer, cards };
  }
}
