import { servesMore } from '@countersign/core/request/start';
import { isOpen, type RequestState } from '@countersign/core/request/state';
import type { Context } from './context.ts';
import { tickRequest } from './tick-requests.ts';

/**
 * The request that answers this one, too: the same question, still open, or approved for more runs
 * than it has served.
 */
export async function findSame(
  ctx: Context,
  state: RequestState,
  sameness: string,
): Promise<string | null> {
  const { identity, digest } = state;
  const found = await ctx.store.requests.latestSame({ identity: identity.id, digest, sameness });
  if (!found) return null;
  if (isOpen(found.state)) return stillOpen(ctx, found.state);
  return servesMore(found.state, found.runs, ctx.now()) ? found.state.id : null;
}

/** One whose time is over is no answer, even where nothing has said yet that it is. */
async function stillOpen(ctx: Context, state: RequestState): Promise<string | null> {
  if (state.held || ctx.now() < state.expiresAt) return state.id;
  await tickRequest(ctx, state.id);
  return null;
}
