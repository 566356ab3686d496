import { heldBy } from '@countersign/core/request/held-by';
import type { RequestState } from '@countersign/core/request/state';
import type { CardContent } from '../ports/chat.ts';
import type { Context } from './context.ts';
import { readFreezes } from './read-freezes.ts';

/** What an approval would wait for, so that people know before they give it. */
export async function waitsFor(
  ctx: Pick<Context, 'now'>,
  state: RequestState,
): Promise<Pick<CardContent, 'waits'>> {
  const { freezes, holdUntil } = state.plan;
  if (state.status !== 'pending') return {};
  if (freezes === undefined && holdUntil === undefined) return {};
  const frozen = await readFreezes(state);
  const now = heldBy(state, ctx.now(), frozen);
  if (now) return { waits: now };
  const later = frozen(state.expiresAt - 1);
  return later ? { waits: { ...later, isLater: true } } : {};
}
