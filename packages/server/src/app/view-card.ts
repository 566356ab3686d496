import { samePerson, type Account } from '@countersign/core/people';
import { votesOf, type Vote } from '@countersign/core/request/state';
import type { ViewedCard } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { isVisibleTo } from './direct.ts';
import { chatOf, contentOf, type WholeCard } from './deliver/find-card.ts';
import { emergencyRights, isOpenTo } from './emergency-rights.ts';
import { whyNot, type WhyNot } from './waiting-for.ts';

/**
 * The card of a message as this account is to see it now. Who looks at a card is in its channel, and
 * may see what stands there; a card of another channel is none. What they may do is asked anew, and
 * once more when they do it.
 */
export async function viewCard(
  ctx: Context,
  account: Account,
  at: { card: string | null; channel: string; message: string | null; alone?: true },
): Promise<ViewedCard | null> {
  const { platform } = account;
  const one = (await named(ctx, at.card)) ?? (await posted(ctx, platform, at));
  const found = at.alone || one?.card.list === undefined ? one : await named(ctx, one.card.list);
  if (found?.card.platform !== platform || found.card.channel !== at.channel) return null;
  if (!isVisibleTo(found.card, account)) return null;
  const isOpen = found.request.state.status === 'pending';
  const [{ person }, content, refusals, emergency] = await Promise.all([
    ctx.people.resolve(account),
    contentOf(ctx, found, at.alone),
    isOpen ? whyNot(ctx, account, found.request) : decided,
    emergencyRights(ctx, account, found.request),
  ]);
  const { state } = content;
  // Who can't be looked up just now has an account all the same.
  const isTheirs = ({ person: voter, via }: Vote) =>
    samePerson(voter, person) || (via.platform === platform && via.user === account.user);
  const own = votesOf(state, state.stage).find(isTheirs) ?? null;
  return {
    content,
    own,
    may: { approve: isOpenTo(refusals.approve), reject: isOpenTo(refusals.reject), ...emergency },
  };
}

const decided: WhyNot = { approve: 'already_decided', reject: 'already_decided' };

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
