import type { Account } from '@countersign/core/people';
import type { Card } from '../ports/card.ts';
import type { Context } from './context.ts';
import { isVisibleTo } from './direct.ts';

/**
 * Where people open a card; null before it is posted. That of one person alone leads nobody else
 * anywhere.
 */
export function linkTo(ctx: Context, card: Card, reader?: Account): string | null {
  const { platform, channel, message, direct } = card;
  const isTheirs = direct === undefined || (reader !== undefined && isVisibleTo(card, reader));
  if (message === null || !isTheirs) return null;
  return ctx.chats.get(platform)?.link({ channel, message }) ?? null;
}
