import { slackFallback } from './chat/slack/incoming-webhook.ts';
import { clouds } from './chat/teams/clouds.ts';
import { chatLink } from './chat/teams/send.ts';
import { teamsFallback } from './chat/teams/workflow.ts';
import type { Config } from './config/shape.ts';
import { createGuardedFetch } from './outbound/guarded-fetch.ts';
import type { Fallback } from './ports/chat.ts';

export type Fallbacks = {
  byName: Map<string, Fallback>;
  close(): Promise<void>;
};

/** The one-way webhooks of the configuration, each behind the guard of all outbound calls. */
export function openFallbacks(configured: Config['fallbacks'], now: () => number): Fallbacks {
  const fetch = createGuardedFetch({
    // Not allowHosts: to this machine a webhook leads in tests alone.
    allowHosts: configured.flatMap(({ apiUrl }) => (apiUrl === undefined ? [] : [placeOf(apiUrl)])),
    timeoutMs: 10_000,
    maxBytes: 100_000,
  });
  const byName = new Map(
    configured.map(({ name, platform, url }) => {
      const make = platform === 'slack' ? slackFallback : teamsFallback;
      return [name, make({ name, url, fetch, now })];
    }),
  );
  return { byName, close: () => fetch.close() };
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
