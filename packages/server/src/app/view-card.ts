import type { Account } from '@countersign/core/people';
import type { ViewedCard } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { contentOf, findWholeCard } from './deliver/find-card.ts';
import { whyNot } from './waiting-for.ts';

/**
 * The card of a message as this account is to see it now. Who looks at a card is in its channel, and
 * may see what stands there; a card of another channel is none. What they may do is asked anew, and
 * once more when they do it.
 */
export async function viewCard(
  ctx: Context,
  account: Account,
  at: { card: string | null; channel: string; message: string | null },
): Promise<ViewedCard | null> {
  const { platform } = account;
  const named = at.card === null ? null : await ctx.store.cards.get(at.card);
  const byMessage =
    at.message === null ? null : await ctx.store.cards.byMessage(platform, at.channel, at.message);
  const card = byMessage ?? named;
  if (!card || card.platform !== platform || card.channel !== at.channel) return null;
  const found = await findWholeCard(ctx, card.id);
  const isOpen = found.request.state.status === 'pending';
  const [content, refusal] = await Promise.all([
    contentOf(ctx, found),
    isOpen ? whyNot(ctx, account, found.request) : 'already_decided',
  ]);
  // Who can't be looked up just now is not shown the door: the click asks again.
  return { content, mayVote: refusal === null || refusal === 'lookup_failed' };
}
