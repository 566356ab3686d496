import type { Fetch } from './chat/one-way.ts';
import { incomingWebhookFallback } from './chat/slack/incoming-webhook.ts';
import { workflowFallback } from './chat/teams/workflow.ts';
import type { Config } from './config/shape.ts';
import type { Fallback } from './ports/chat.ts';

/** The one-way path that the configuration names for a channel. */
export function fallbackOf(
  { channel, teams, slack }: Config['fallbacks'][number],
  fetch: Fetch,
): Fallback {
  if (teams !== undefined) return workflowFallback({ channel, url: teams, fetch });
  return incomingWebhookFallback({ channel, url: slack ?? '', fetch });
}
