import { ChatFailure, type CardContent } from '../../ports/chat.ts';
import type { Card } from '../../ports/card.ts';
import type { Delivery, Task } from '../../ports/delivery.ts';
import { takeMessage } from '../adopt-message.ts';
import type { Context } from '../context.ts';
import { mayShow } from '../direct.ts';
import { stoppedWhileOpen } from '../identities/stopped.ts';
import { groupsToCall, pingFor } from '../ping.ts';
import { contentOf, findWholeCard, type FoundCard } from './find-card.ts';
import { markUnreached } from './mark-unreached.ts';
import { markCard, markThoseBehind } from './mark-unavailable.ts';
import { afterFailure, done, type Delivered } from './result.ts';

type PostCard = Extract<Task, { kind: 'card.post' }>;

/** Shows the request in a channel for the first time. */
export async function postCard(
  ctx: Context,
  delivery: Delivery,
  task: PostCard,
): Promise<Delivered> {
  return ctx.postings.during(task.card, () => post(ctx, delivery, task));
}

async function post(
  ctx: Context,
  delivery: Delivery,
  { card: id, again }: PostCard,
): Promise<Delivered> {
  const found = await findWholeCard(ctx, id);
  // An earlier attempt got through after all, and the platform or a click told us of it.
  if (found.card.message !== null) return settle(ctx, delivery, found, null);
  try {
    if (!mayShow(ctx, found.card)) throw notAllowed(found.card);
    // An attempt that may have got through has called people.
    const isFirst = !again && !delivery.ambiguous;
    const drawn = contentOf(ctx, found);
    const [content, ping] = await Promise.all([
      drawn,
      isFirst ? pingAtPosting(ctx, found, drawn) : null,
    ]);
    const posted = await found.chat.post(found.card.channel, ping ? { ...content, ping } : content);
    return await settle(ctx, delivery, found, { ...posted, version: content.version });
  } catch (failure) {
    if (failure instanceof ChatFailure && failure.kind === 'unavailable') {
      if (found.card.direct) return markUnreached(ctx, delivery, found.card, failure);
      return channelUnavailable(ctx, found, failure);
    }
    return afterFailure(failure);
  }
}

/** Once for all that its message shows: whoever comes later calls nobody. */
async function pingAtPosting(
  ctx: Context,
  { card, request }: FoundCard,
  drawn: Promise<CardContent>,
) {
  const { others = [] } = card.likeness === undefined ? {} : await drawn;
  const states = [request.state, ...others.map(({ state }) => state)];
  const open = states.find(({ status }) => status === 'pending') ?? request.state;
  // At first, whoever asked has just been let in.
  const isFirst = request.version === 1;
  if (!isFirst && (await stoppedWhileOpen(ctx, open))) return null;
  return pingFor(ctx, card, { ...request, state: open }, groupsToCall(open));
}

/** A policy of before the list may name others. */
function notAllowed({ channel }: Card): ChatFailure {
  return new ChatFailure(
    'unavailable',
    `${channel} is not among the channels that Countersign may use: list it under “channels” in the configuration and restart, or change the route in the policy.`,
  );
}

/** The message, the upload that it may need and the end of this delivery commit together. */
async function settle(
  ctx: Context,
  delivery: Delivery,
  { card, request }: FoundCard,
  posted: { message: string; version: number } | null,
): Promise<Delivered> {
  await ctx.store.requests.change(
    card.request,
    (current) => {
      const now = current.cards.find((c) => c.id === card.id) ?? card;
      const message = posted?.message ?? now.message;
      if (message === null) throw new Error(`Card ${card.id} has lost its message.`);
      const taken = posted
        ? takeMessage(ctx, current, now, message, posted.version, request.version)
        : takeMessage(ctx, current, now, message);
      return { ...taken, result: null };
    },
    { ends: { id: delivery.id, attempt: delivery.attempt } },
  );
  return { outcome: 'settled' };
}

/**
 * The request stays open; operators and the bot learn what to do, its fallbacks are told, and posting
 * goes on trying.
 */
async function channelUnavailable(
  ctx: Context,
  { card, request }: FoundCard,
  failure: ChatFailure,
): Promise<Delivered> {
  const { channel, platform } = card;
  ctx.report.error({ request: card.request, channel, platform }, failure.message);
  // Nobody waits for the card of a request that has ended, unless it is to be reviewed.
  const { status, review } = request.state;
  const isOver = status !== 'pending' && (review === undefined || review.doneAt !== undefined);
  if (isOver && !(await isAnyOther(ctx, card))) return done;
  if (card.unavailable !== failure.message) await markCard(ctx, card, failure);
  await markThoseBehind(ctx, card, failure);
  return afterFailure(failure);
}

async function isAnyOther(ctx: Context, { id, likeness }: Card): Promise<boolean> {
  if (likeness === undefined) return false;
  const others = await ctx.store.lists.others(id);
  return others.some(({ request }) => request.state.status === 'pending');
}
