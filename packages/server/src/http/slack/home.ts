import type { HomeView } from '@slack/types';
import type { Account } from '@countersign/core/people';
import type { VoteResult } from '../../ports/chat-use-cases.ts';
import { homeView } from '../../chat/slack/render/home.ts';
import type { SlackDeps } from './deps.ts';

/** Shows this person what waits for them now. */
export async function showHome(deps: SlackDeps, account: Account): Promise<void> {
  await deps.surface.publishHome(account.user, () => draw(deps, account));
}

/** After this person's own decision, made in the tab or elsewhere; a refused one changed nothing. */
export async function refreshHomeAfter(
  deps: SlackDeps,
  account: Account,
  decided: Promise<VoteResult | null>,
  where: 'in the tab' | 'elsewhere' = 'elsewhere',
): Promise<void> {
  const result = await decided.catch(() => null);
  if (!result?.ok) return;
  if (where === 'in the tab') await showHome(deps, account);
  else await deps.surface.refreshHome(account.user, () => draw(deps, account));
}

async function draw(deps: SlackDeps, account: Account): Promise<HomeView> {
  return homeView(await deps.useCases.waitingFor(account));
}
