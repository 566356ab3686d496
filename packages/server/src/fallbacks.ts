import { slackFallback } from './chat/slack/incoming-webhook.ts';
import { chatLink, clouds } from './chat/teams/clouds.ts';
import type { Config } from './config/shape.ts';
import { createGuardedFetch } from './outbound/guarded-fetch.ts';
import type { Fallback } from './ports/chat.ts';

export type Fallbacks = {
  byName: Map<string, Fallback>;
  close(): Promise<void>;
};

/** The one-way webhooks of the configuration, each behind the guard of all outbound calls. */
export async function openFallbacks(
  configured: Config['fallbacks'],
  now: () => number,
): Promise<Fallbacks> {
  const fetch = createGuardedFetch({
    // Not allowHosts: to this machine a webhook leads in tests alone.
    allowHosts: configured.flatMap(({ apiUrl }) => (apiUrl === undefined ? [] : [placeOf(apiUrl)])),
    timeoutMs: 10_000,
    maxBytes: 100_000,
  });
  const byName = new Map<string, Fallback>();
  for (const { name, platform, url } of configured) {
    const make = platform === 'slack' ? slackFallback : await loadTeamsFallback();
    byName.set(name, make({ name, url, fetch, now }));
  }
  return { byName, close: () => fetch.close() };
}

/** With the library that draws its cards, which who asks in Slack alone need not load. */
async function loadTeamsFallback() {
  return (await import('./chat/teams/workflow.ts')).teamsFallback;
}

function placeOf(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  return `${hostname.replace(/^\[(.*)\]$/u, '$1')}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

/** Where people find the app itself, by platform. */
export function homesOf(
  { teams }: Config,
  slack: string | null,
): Map<Fallback['platform'], string> {
  const homes = new Map<Fallback['platform'], string>();
  if (slack !== null) homes.set('slack', slack);
  if (teams) homes.set('teams', chatLink(clouds[teams.cloud].web, `28:${teams.appId}`));
  return homes;
}
