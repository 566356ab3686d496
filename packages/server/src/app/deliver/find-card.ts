import type { CardContent, ChatPlatform } from '../../ports/chat.ts';
import type { Card, StoredRequest } from '../../ports/store.ts';
import type { Context } from '../context.ts';
import { whoMayDecide } from '../vote-facts.ts';

export type FoundCard = { card: Card; request: StoredRequest; chat: ChatPlatform };

/** The card, its request and its platform, as committed now. */
export async function findCard(ctx: Context, id: string): Promise<FoundCard> {
  const known = await ctx.store.cards.get(id);
  const request = known && (await ctx.store.requests.get(known.request));
  const card = request?.cards.find((c) => c.id === id);
  if (!request || !card) throw new Error(`There is no card ${id}.`);
  return { card, request, chat: chatOf(ctx, card.platform) };
}

export function chatOf(ctx: Context, platform: Card['platform']): ChatPlatform {
  const chat = ctx.chats.get(platform);
  if (chat) return chat;
  throw new Error(`${platform} is not configured; its section is missing in the configuration.`);
}

export async function contentOf(ctx: Context, { card, request }: FoundCard): Promise<CardContent> {
  const { state, outcome } = request;
  const submission = await ctx.store.requests.submission(state.id);
  if (!submission) throw new Error(`Request ${state.id} has no submission.`);
  const eligible = state.status === 'pending' ? await whoMayDecide(ctx, request) : [];
  return {
    card,
    state,
    submission,
    outcome,
    eligible: eligible.filter((person) => !state.behind.some((b) => b.id === person.id)),
  };
}
