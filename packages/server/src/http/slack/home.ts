import type { Account } from '@countersign/core/people';
import { homeView } from '../../chat/slack/render/home.ts';
import type { SlackDeps } from './deps.ts';

/** Shows this person what waits for them now. */
export async function refreshHome(deps: SlackDeps, account: Account): Promise<void> {
  const { waiting } = await deps.useCases.waitingFor(account);
  await deps.surface.publishHome(account.user, homeView(waiting));
}
