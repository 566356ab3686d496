import { howItEnded } from '@countersign/core/request/how-it-ended';
import { ChatFailure } from '../../ports/chat.ts';
import type { Context } from '../context.ts';
import { postInThread } from '../lanes.ts';
import type { Delivery } from '../../ports/delivery.ts';
import { contentOf, findWholeCard } from './find-card.ts';
import { postAgain } from './post-again.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Brings a posted card up to date with the committed state; several in a row become one. */
export async function redrawCard(ctx: Context, delivery: Delivery, id: string): Promise<Delivered> {
  const found = await findWholeCard(ctx, id);
  const { card, request, chat } = found;
  const { message, channel } = card;
  if (message === null || card.drawn >= request.version) return done;
  try {
    await chat.update({ channel, message }, await contentOf(ctx, found));
  } catch (failure) {
    if (!(failure instanceof ChatFailure) || failure.kind !== 'gone') return afterFailure(failure);
    const isOpen = request.state.status === 'pending';
    if (isOpen && (await postAgain(ctx, delivery, found))) return done;
    // The decision stands without its card; the thread, where there still is one, says so.
    const line = `This card can't be updated any more: ${howItEnded(request.state)}.`;
    const deliveries = isOpen ? [] : [postInThread(ctx, card, line, ctx.now())];
    return { outcome: 'dead', error: failure.message, effects: { deliveries } };
  }
  await ctx.store.requests.change(card.request, (current) => ({
    cards: current.cards
      .filter((c) => c.id === id && c.message === message)
      // An upload that ended meanwhile asks for another drawing.
      .filter((c) => c.whole === card.whole)
      .map((c) => ({ ...c, drawn: Math.max(c.drawn, request.version) })),
    settled: [{ id: delivery.id, attempt: delivery.attempt, outcome: 'done' }],
    result: null,
  }));
  return { outcome: 'settled' };
}
