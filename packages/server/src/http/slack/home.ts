import type { Account } from '@countersign/core/people';
import type { VoteResult } from '../../ports/chat-use-cases.ts';
import { homeView } from '../../chat/slack/render/home.ts';
import type { SlackDeps } from './deps.ts';

/** Shows this person what waits for them now. */
export async function refreshHome(deps: SlackDeps, account: Account): Promise<void> {
  await deps.surface.publishHome(account.user, async () => {
    const { waiting } = await deps.useCases.waitingFor(account);
    return homeView(waiting);
  });
}

/** After this person's own decision; a refused one changed nothing. */
export async function refreshHomeAfter(
  deps: SlackDeps,
  account: Account,
  decided: Promise<VoteResult | null>,
): Promise<void> {
  const result = await decided.catch(() => null);
  if (result?.ok) await refreshHome(deps, account);
}
