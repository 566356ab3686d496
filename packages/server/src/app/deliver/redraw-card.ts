import { howItEnded } from '@countersign/core/request/how-it-ended';
import { ChatFailure } from '../../ports/chat.ts';
import type { Context } from '../context.ts';
import { postCardAgain, postInThread, redrawCard as redraw, redrawPosted } from '../lanes.ts';
import type { Card } from '../../ports/card.ts';
import type { Delivery, NewDelivery, Task } from '../../ports/delivery.ts';
import { contentOf, findWholeCard, isAnyOpen, type WholeCard } from './find-card.ts';
import { markCard } from './mark-unavailable.ts';
import { AGAIN_A_DAY, postAgain, postAgainAtOnce } from './post-again.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Brings a posted card up to date with the committed state; several in a row become one. */
export async function redrawCard(
  ctx: Context,
  delivery: Delivery,
  { card: id, behindPosts, deleted, asks }: Extract<Task, { kind: 'card.redraw' }>,
): Promise<Delivered> {
  const found = await findWholeCard(ctx, id);
  const { card, request, chat } = found;
  const { message, channel } = card;
  if (deleted !== undefined && message !== deleted) return revived(ctx, card);
  if (message === null) return behindPosts ? done : askedAgain(ctx, card);
  if (behindPosts) return followedBy(redraw(ctx, card, ctx.now()));
  const isList = card.likeness !== undefined;
  // What is under way may end after its person was asked again, and knows nothing of that.
  const isForced = deleted !== undefined || asks === true;
  if (!isList && !isForced && card.drawn >= request.version) return done;
  const content = await contentOf(ctx, found);
  if (!isForced && card.drawn >= content.version) return done;
  try {
    await chat.update({ channel, message }, content);
  } catch (failure) {
    if (!(failure instanceof ChatFailure) || failure.kind !== 'gone') return afterFailure(failure);
    const isOpen = isAnyOpen(content);
    if (deleted !== undefined) return isOpen ? afterDeletion(ctx, delivery, found) : done;
    if (isOpen && (await postAgain(ctx, delivery, found, content.version))) return done;
    // The decision stands without its card; the thread, where there still is one, says so.
    const line = `This card can't be updated any more: ${howItEnded(request.state)}.`;
    const deliveries = isOpen ? [] : [postInThread(ctx, card, line, ctx.now())];
    return { outcome: 'dead', error: failure.message, effects: { deliveries } };
  }
  // An upload that ended meanwhile asks for another drawing: the card would be whole then.
  const drawn = [{ card: id, message, whole: card.whole, version: content.version }];
  return { outcome: 'done', effects: { drawn } };
}

/**
 * Those in a list change without its request's lock, and its posting may have begun before they did;
 * any other card is brought up to date by its own posting.
 */
function askedAgain(ctx: Context, card: Card): Delivered {
  if (card.likeness === undefined) return done;
  return followedBy(redrawPosted(ctx, card, ctx.now()));
}

async function afterDeletion(
  ctx: Context,
  delivery: Delivery,
  found: WholeCard,
): Promise<Delivered> {
  if (await postAgainAtOnce(ctx, delivery, found)) return done;
  const { card } = found;
  const reason = `Somebody deletes this card: it was posted again ${AGAIN_A_DAY} times within a day, and is no more. An operator can retry it.`;
  await ctx.store.requests.change(card.request, (current) => ({
    cards: current.cards
      .filter((one) => one.id === card.id && one.message === card.message)
      .map((one) => ({ ...one, message: null, drawn: 0 })),
    result: null,
  }));
  await markCard(ctx, card, new ChatFailure('unavailable', reason));
  return { outcome: 'dead', error: reason };
}

/** An operator wants the card posted once more, or it was posted again meanwhile. */
function revived(ctx: Context, card: Card): Delivered {
  if (card.message !== null || card.unavailable === null) return done;
  return followedBy(postCardAgain(ctx, card, ctx.now()));
}

function followedBy(delivery: NewDelivery): Delivered {
  return { outcome: 'done', effects: { deliveries: [delivery] } };
}
