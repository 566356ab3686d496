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
  removed(at: Pick<Installed, 'channel' | 'team'>): Promise<void>;
};

export type Installed = Service & {
  channel: string | null;
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
    async installed({ serviceUrl, tenant, channel, team, user, conversation }) {
      const data = { serviceUrl, tenant, team, conversation };
      const places = [
        `tenant:${tenant}`,
        ...[channel, team].flatMap((id) => (id === null ? [] : [`channel:${id}`])),
        ...(user === null ? [] : [`user:${tenant}:${user}`]),
      ];
      for (const key of new Set(places)) await write(key, data);
    },
    async removed({ channel, team }) {
      for (const id of new Set([channel, team])) {
        if (id === null) continue;
        await installs.change('teams', `channel:${id}`, async () => null);
        cache.forget(`channel:${id}`);
      }
    },
  };
}
