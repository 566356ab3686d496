import type { Account } from '@countersign/core/people';
import type { RefusalCode } from '@countersign/core/request/refusal';
import type { ViewedCard } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { chatOf, contentOf, type WholeCard } from './deliver/find-card.ts';
import { whyNot, type WhyNot } from './waiting-for.ts';

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
  const found = (await named(ctx, at.card)) ?? (await posted(ctx, platform, at));
  if (found?.card.platform !== platform || found.card.channel !== at.channel) return null;
  const isOpen = found.request.state.status === 'pending';
  const [content, refusals] = await Promise.all([
    contentOf(ctx, found),
    isOpen ? whyNot(ctx, account, found.request) : decided,
  ]);
  return {
    content,
    may: { approve: isOpenTo(refusals.approve), reject: isOpenTo(refusals.reject) },
  };
}

const decided: WhyNot = { approve: 'already_decided', reject: 'already_decided' };

/** Who can't be looked up just now is not shown the door: the click asks again. */
function isOpenTo(refusal: RefusalCode | null): boolean {
  return refusal === null || refusal === 'lookup_failed';
}

async function named(ctx: Context, id: string | null): Promise<WholeCard | null> {
  const whole = id === null ? null : await ctx.store.requests.withSubmissionOfCard(id);
  const card = whole?.request.cards.find((each) => each.id === id);
  return whole && card ? { ...whole, card, chat: chatOf(ctx, card.platform) } : null;
}

async function posted(
  ctx: Context,
  platform: Account['platform'],
  { channel, message }: { channel: string; message: string | null },
): Promise<WholeCard | null> {
  if (message === null) return null;
  const card = await ctx.store.cards.byMessage(platform, channel, message);
  return card && named(ctx, card.id);
}
