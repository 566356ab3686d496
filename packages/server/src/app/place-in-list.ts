import { digestOf, type Digest } from '@countersign/core/digest';
import type { Route } from '@countersign/core/policy/plan';
import { likenessOf, MOST_LISTED } from '@countersign/core/request/likeness';
import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { ListPlace, NewestAlike } from '../ports/list-store.ts';
import type { Effects } from '../ports/effects.ts';
import type { Store } from '../ports/store.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';

/**
 * Where a new request is shown, and what has to hold of that while it is written. `isMore`: the messages
 * before are full, and have called people to the same burst.
 */
export type Placed = { cards: Card[]; place: ListPlace; isMore: boolean };

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
  const lists = newest && goesOn(newest, state) ? hostsOf(newest, cards) : null;
  if (lists === null || newest === null || !hasRoom(newest)) {
    const isMore = lists !== null;
    return { place, isMore, cards: cards.map((card) => ({ ...card, likeness })) };
  }
  const listed = cards.map((card, at) => ({ ...card, list: lists[at] ?? '' }));
  return { place: { ...place, below: MOST_LISTED - 1 }, isMore: false, cards: listed };
}

/** Whether it belongs to the same burst, as long as that is before people's eyes. */
function goesOn({ request, isOpen }: NewestAlike, { plan, createdAt }: RequestState): boolean {
  return isOpen && createdAt < request.state.createdAt + (plan.burst?.withinMs ?? 0);
}

function hasRoom({ others }: NewestAlike): boolean {
  return others < MOST_LISTED - 1;
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

/** Where the requests of a list are shown, when they are shown in another channel, too. */
export type ListElsewhere = { likeness: Digest; host: string | null };

/**
 * By the routes on which a request is yet to be shown: the message there in which others of its list
 * are, or may join it. Empty for a request that is in no list. Looked up before anything is locked:
 * two at once may begin a message each.
 */
export async function listsElsewhere(
  ctx: Context,
  { cards }: Pick<StoredRequest, 'cards'>,
  routes: Route[],
): Promise<ReadonlyMap<string, ListElsewhere>> {
  const found = new Map<string, ListElsewhere>();
  const own = cards.find(({ list, likeness }) => list !== undefined || likeness !== undefined);
  if (own === undefined) return found;
  for (const route of routes) {
    const likeness = digestOf({ list: own.list ?? own.id, ...placeOf(route) });
    const newest = await ctx.store.lists.newest(likeness);
    const card = newest?.request.cards.find(({ id }) => id === newest.card);
    const isThere = card?.unavailable === null && newest?.isOpen === true && hasRoom(newest);
    found.set(placeName(route), { likeness, host: isThere ? card.id : null });
  }
  return found;
}

export function placeName(route: Route): string {
  const { platform, channel } = placeOf(route);
  return `${platform} ${channel}`;
}

function placeOf({ platform, channel }: Route) {
  return { platform, channel };
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
  /** `isMore`: people have been called to a message before it. */
  effectsWith: (cards: Card[], isMore: boolean) => Effects,
): Promise<{ answer: Answer; cards: Card[] }> {
  for (let round = 1; ; round += 1) {
    const placed = round > ROUNDS ? null : await placeInList(ctx, asking.state, own);
    const cards = placed?.cards ?? own;
    const held = placed ? { ...asking, place: placed.place } : asking;
    const answer = await ctx.store.requests.submit(
      held,
      effectsWith(cards, placed?.isMore ?? false),
    );
    if (!answer.moved) return { answer, cards };
  }
}
