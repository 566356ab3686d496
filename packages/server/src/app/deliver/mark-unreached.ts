import type { ChatFailure } from '../../ports/chat.ts';
import type { Card } from '../../ports/card.ts';
import type { StoredRequest } from '../../ports/stored-request.ts';
import type { Delivery } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { askAll } from '../direct.ts';
import { noteworthy } from '../entries.ts';
import type { Delivered } from './result.ts';

/**
 * A person's own card was turned away. They are asked anew, where there is another platform on which
 * they can be; operators can do nothing about it.
 */
export async function markUnreached(
  ctx: Context,
  { id: delivery, attempt }: Pick<Delivery, 'id' | 'attempt'>,
  { id, request }: Card,
  { message: reason }: Pick<ChatFailure, 'message'>,
): Promise<Delivered> {
  const change = (current: StoredRequest) => {
    const card = current.cards.find((c) => c.id === id);
    if (!card || card.message !== null) return { result: null };
    const { platform, channel } = card;
    return {
      cards: [{ ...card, unavailable: reason }],
      entries: [noteworthy(ctx, 'channel.unavailable', { platform, channel, reason }, request)],
      deliveries: askAll(ctx, current.state, ctx.now()),
      result: null,
    };
  };
  await ctx.store.requests.change(request, change, { ends: { id: delivery, attempt } });
  ctx.report.warn({ request, card: id }, reason);
  return { outcome: 'settled' };
}
