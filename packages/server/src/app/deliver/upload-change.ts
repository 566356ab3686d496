import type { StoredRequest } from '../../ports/stored-request.ts';
import type { Delivery } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { mayShow } from '../direct.ts';
import { redrawCard } from '../lanes.ts';
import { isRestricted, wholeChange } from '../restricted.ts';
import { ChatFailure } from '../../ports/chat.ts';
import { findWholeCard } from './find-card.ts';
import { postAgain } from './post-again.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Puts all of a change that is too large for the card into its thread; only then can it be approved. */
export async function uploadChange(
  ctx: Context,
  delivery: Delivery,
  cardId: string,
): Promise<Delivered> {
  const { id, attempt } = delivery;
  const found = await findWholeCard(ctx, cardId);
  const { card, request, chat, submission } = found;
  if (card.whole || card.message === null || !mayShow(ctx, card)) return done;
  // What its card may not show, its thread may not either.
  if (isRestricted(request.state)) return done;
  try {
    await chat.upload(
      { channel: card.channel, message: card.message },
      {
        name: `${card.request}.diff`,
        title: `The whole change ${request.state.digest}`,
        content: wholeChange(submission),
      },
    );
  } catch (failure) {
    const isGone = failure instanceof ChatFailure && failure.kind === 'gone';
    const isOpen = request.state.status === 'pending';
    if (isGone && isOpen && (await postAgain(ctx, delivery, found, request.version))) return done;
    return afterFailure(failure);
  }
  const change = (current: StoredRequest) => {
    const now = (current.cards.find((c) => c.id === cardId) ?? card) satisfies typeof card;
    // It went into the thread of a message that is no longer the card.
    if (now.message !== card.message) return { result: null };
    return {
      cards: [{ ...now, whole: true, drawn: 0 }],
      deliveries: [redrawCard(ctx, now, ctx.now())],
      result: null,
    };
  };
  await ctx.store.requests.change(card.request, change, { ends: { id, attempt } });
  return { outcome: 'settled' };
}
