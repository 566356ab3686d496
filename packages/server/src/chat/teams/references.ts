import { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import { createCache } from '../cache.ts';
import type { Service } from './connector.ts';

/**
 * Where conversations are served, as Teams said when the app was installed there. No click or
 * message changes it: what they say of their region is good for their own answer alone.
 */
export type References = {
  /** The channel's own, else the tenant's, else the cloud's common one. */
  of(channel: string): Promise<Service & { team: string | null }>;
  /** A person's chat with the bot, where it is known. */
  chatOf(tenant: string, user: string): Promise<string | null>;
  installed(at: Installed): Promise<void>;
  removed(at: Pick<Installed, 'tenant' | 'channels' | 'team' | 'user'>): Promise<void>;
};

export type Installed = Service & {
  /** As far as they are known; a team's general channel has the id of the team. */
  channels: readonly string[];
  team: string | null;
  /** Whose personal chat it is. */
  user: string | null;
  conversation: string;
};

const reference = z.object({
  serviceUrl: z.string(),
  tenant: z.string(),
  team: z.string().nullable(),
  conversation: z.string(),
});

type Options = {
  installs: Store['installs'];
  /** The first one is the app's own. */
  tenants: readonly string[];
  /** The cloud's common service. */
  service: string;
  now: () => number;
};

const KEPT_MS = 60_000;

export function createReferences({ installs, tenants, service, now }: Options): References {
  const [home = ''] = tenants;
  const read = async (key: string) => {
    const found = await installs.get('teams', key);
    return found === null ? null : (reference.safeParse(found.data).data ?? null);
  };
  const cache = createCache(read, KEPT_MS, now);
  const write = async (key: string, data: z.infer<typeof reference>) => {
    await installs.change('teams', key, async () => ({ team: key, enterprise: null, data }));
    cache.forget(key);
  };

  return {
    async of(channel) {
      const own = await cache.get(`channel:${channel}`);
      if (own !== null) return own;
      const { serviceUrl = service } = (await cache.get(`tenant:${home}`)) ?? {};
      return { serviceUrl, tenant: home, team: null };
    },
    async chatOf(tenant, user) {
      return (await cache.get(`user:${tenant}:${user}`))?.conversation ?? null;
    },
    async installed(at) {
      const { serviceUrl, tenant, team, conversation } = at;
      const data = { serviceUrl, tenant, team, conversation };
      for (const key of [`tenant:${tenant}`, ...keysOf(at)]) await write(key, data);
    },
    async removed(at) {
      for (const key of keysOf(at)) {
        await installs.change('teams', key, async () => null);
        cache.forget(key);
      }
    },
  };
}

function keysOf({
  tenant,
  channels,
  team,
  user,
}: Pick<Installed, 'tenant' | 'channels' | 'team' | 'user'>): Set<string> {
  const places = [...channels, ...(team === null ? [] : [team])].map((id) => `channel:${id}`);
  return new Set([...places, ...(user === null ? [] : [`user:${tenant}:${user}`])]);
}
