import type { AnyAccount } from '@countersign/core/people';
import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { Context } from './context.ts';

export function isRestricted({ plan: { showing } }: RequestState): boolean {
  return showing?.sensitivity === 'restricted';
}

export const DETAILS_SHOWN = 'details.shown';

/** By the log: whether all of a restricted request was shown to this account, and when last. */
export async function whenShown(
  ctx: Context,
  { platform, team, user }: AnyAccount,
  request: string,
): Promise<number | null> {
  const entries = await ctx.store.log.ofRequest(request);
  const shown = entries.filter(({ entry: { kind, body } }) => {
    if (kind !== DETAILS_SHOWN) return false;
    const { account, whole } = body as { account: AnyAccount; whole: boolean };
    const isSame = account.platform === platform && account.user === user;
    return whole && isSame && account.team === team;
  });
  const last = shown.at(-1);
  return last ? Date.parse(last.entry.at) : null;
}

/** Everything the digest covers, as text: first the fields, then the diff as it is. */
export function wholeChange({
  action,
  resource,
  environment,
  parameters,
  change,
}: Submission): string {
  const { diff, ...rest } = change ?? {};
  const fields = JSON.stringify({ action, resource, environment, parameters, ...rest }, null, 2);
  return diff === undefined ? `${fields}\n` : `${fields}\n\n${diff}`;
}
