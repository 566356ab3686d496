import type { SlackDeps } from './deps.ts';

/** Whether this act of a person is new; a replay of the same signed bytes is not. */
export async function isFirst(deps: SlackDeps, triggerId: string): Promise<boolean> {
  return triggerId === '' || deps.firstSight('slack.trigger', triggerId);
}
