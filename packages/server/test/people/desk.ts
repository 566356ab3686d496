import { parseEntry } from '@countersign/core/log/entry';
import type { Role } from '@countersign/core/roles';
import { onTestFinished } from 'vitest';
import type { Config, PersonConfig } from '../../src/config/shape.ts';
import { createLogger } from '../../src/logger.ts';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.ts';
import { createRandom } from '../../src/random.ts';
import { openSignIn } from '../../src/sign-in.ts';
import { anApi } from '../support/api.ts';
import { aWorld, type World } from '../support/world.ts';
import { createBrowser } from './browser.ts';
import { CLIENT, PUBLIC_URL } from './provider.ts';

type Settings = {
  people: PersonConfig[];
  roles: Config['roles'];
  signIn?: Partial<NonNullable<Config['signIn']>>;
};

export function person(id: string, name: string, more: Partial<PersonConfig> = {}): PersonConfig {
  return {
    id,
    name,
    slack: [],
    teams: [],
    github: [],
    gitlab: [],
    circleci: [],
    logins: [],
    ...more,
  };
}

/** Ada alone, by her subject at this issuer, with these roles. */
export function ada(issuer: string, ...held: Role[]): Pick<Settings, 'people' | 'roles'> {
  return {
    people: [
      person('ada', 'Ada', { email: 'ada@example.com', logins: [{ issuer, subject: 'sub-ada' }] }),
    ],
    roles: Object.fromEntries(held.map((role) => [role, { people: ['ada'], groups: [] }])),
  };
}

/** The API of a service where people sign in at `provider`; browsers reach it at PUBLIC_URL. */
export async function aDesk(
  provider: { issuer: string; host: string },
  settings: Settings,
  /** One that a chat may be in, too. */
  given?: World,
) {
  const world = given ?? (await aWorld());
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => void lines.push(line) });
  world.ctx.report = logger;
  const fetch = createGuardedFetch({
    allowHosts: [provider.host],
    timeoutMs: 5_000,
    maxBytes: 1_000_000,
  });
  onTestFinished(() => fetch.close());

  async function serve({ people, roles, signIn }: Settings) {
    const usual = {
      publicUrl: PUBLIC_URL,
      issuer: provider.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      groupsClaim: 'groups',
      session: { idle: '30m', absolute: '8h' },
      attemptsPerMinute: 60,
    };
    const api = await anApi({
      world,
      logger,
      people: openSignIn(
        { people, roles, signIn: { ...usual, ...signIn } },
        { sessions: world.store.sessions, fetch, now: world.ctx.now, random: createRandom() },
      ),
    });
    onTestFinished(() => api.http.close());
    return api;
  }

  onTestFinished(() => world.store.close());
  const first = await serve(settings);
  return {
    world,
    api: first,
    lines,
    browser: (replica = first.http) => createBrowser(replica),
    /** The same store, another process: a replica, or the service after a restart. */
    replica: async (more: Partial<Settings> = {}) => (await serve({ ...settings, ...more })).http,
    async entries() {
      return (await world.store.log.unsealed(1_000)).map(({ leaf }) => parseEntry(leaf));
    },
  };
}

export type Desk = Awaited<ReturnType<typeof aDesk>>;
