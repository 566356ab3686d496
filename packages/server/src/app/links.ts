import type { Card } from '../ports/card.ts';
import type { Context } from './context.ts';

/** Where people open a card; null before it is posted. */
export function linkTo(ctx: Context, { platform, channel, message }: Card): string | null {
  if (message === null) return null;
  return ctx.chats.get(platform)?.link({ channel, message }) ?? null;
}
