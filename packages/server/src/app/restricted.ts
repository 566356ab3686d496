import type { Account } from '@countersign/core/people';
import type { RequestState } from '@countersign/core/request/state';
import type { Context } from './context.ts';

export function isRestricted({ plan: { showing } }: RequestState): boolean {
  return showing?.sensitivity === 'restricted';
}

export const DETAILS_SHOWN = 'details.shown';

/** By the log: whether all of a restricted request was shown to this account, and when last. */
export async function whenShown(
  ctx: Context,
  { platform, team, user }: Account,
  request: string,
): Promise<number | null> {
  const entries = await ctx.store.log.ofRequest(request);
  const shown = entries.filter(({ entry: { kind, body } }) => {
    if (kind !== DETAILS_SHOWN) return false;
    const { account, whole } = body as { account: Account; whole: boolean };
    const isSame = account.platform === platform && account.user === user;
    return whole && isSame && account.team === team;
  });
  const last = shown.at(-1);
  return last ? Date.parse(last.entry.at) : null;
}
