import { createCache } from '../cache.ts';
import type { Connector } from './connector.ts';
import type { EntraUser, Graph } from './graph.ts';
import type { References } from './references.ts';

/** Who is who in Teams. Everything here rejects where Microsoft does not say: no fact, no approval. */
export type TeamsDirectory = {
  /** Null where the tenant has no such user. */
  user(tenant: string, id: string): Promise<EntraUser | null>;
  /** Which of these groups hold the user, a minute old. */
  groups(tenant: string, user: string, groups: readonly string[]): Promise<ReadonlySet<string>>;
  /** The same, 5 s old. */
  groupsNow(tenant: string, user: string, groups: readonly string[]): Promise<ReadonlySet<string>>;
  /** People in a group, minutes old: to be shown, never to decide. */
  peopleIn(tenant: string, group: string): Promise<{ users: EntraUser[]; more: boolean }>;
  channel(id: string): Promise<{ sharedExternally: boolean }>;
  /** False where it is not known of which team the channel is. */
  isPrivate(id: string): Promise<boolean>;
  /**
   * Teams' own names for the people in a channel, by object id, an hour old: a card's refresh wants
   * them. Empty where Teams does not say.
   */
  mris(channel: string): Promise<ReadonlyMap<string | null, string>>;
  forget: { channel(id: string): void };
};

export type DirectoryOptions = {
  graph: Graph;
  connector: Connector;
  references: References;
  /** Whoever is of another one is of another organisation. */
  tenants: readonly string[];
  now: () => number;
};

export function teamsDirectory(options: DirectoryOptions): TeamsDirectory {
  const { graph, connector, references, now } = options;
  const user = remembered((tenant, id) => graph.user(tenant, id), 5_000, now);
  const ofUser = remembered(
    (tenant, id, groups) => graph.groupsOf(tenant, id, groups.split(',')),
    5_000,
    now,
  );
  const ofUserRecently = remembered(ofUser, 60_000, now);
  const channels = createCache((id) => channelOf(options, id), 60_000, now);
  const kinds = createCache((id) => isPrivateChannel(options, id), 60_000, now);
  const names = createCache(
    async (id) => {
      const roster = await connector.roster(await references.of(id), id);
      return new Map(roster.map(({ user: member, mri }) => [member, mri]));
    },
    3_600_000,
    now,
  );
  return {
    user,
    groups: (tenant, id, groups) => ofUserRecently(tenant, id, listOf(groups)),
    groupsNow: (tenant, id, groups) => ofUser(tenant, id, listOf(groups)),
    peopleIn: remembered((tenant, group) => graph.peopleIn(tenant, group), 10 * 60_000, now),
    channel: channels.get,
    isPrivate: kinds.get,
    mris: (id) => names.get(id).catch(() => new Map()),
    forget: {
      channel(id) {
        channels.forget(id);
        kinds.forget(id);
      },
    },
  };
}

/** Standard and private channels hold a team's own people and guests; a shared one may hold others. */
async function channelOf(
  { connector, references, tenants }: DirectoryOptions,
  channel: string,
): Promise<{ sharedExternally: boolean }> {
  const at = await references.of(channel);
  if (at.team !== null) {
    const kind = (await connector.channels(at, at.team)).get(channel);
    if (kind === 'standard' || kind === 'private') return { sharedExternally: false };
  }
  const roster = await connector.roster(at, channel);
  // Guests are in the host's own directory, whatever tenant they come from.
  const others = roster.filter(({ guest }) => !guest);
  return { sharedExternally: others.some(({ tenant }) => !tenants.includes(tenant ?? '')) };
}

/** Graph says it; the connector lists the standard channels of a team alone. */
async function isPrivateChannel(
  { connector, references, graph }: DirectoryOptions,
  channel: string,
): Promise<boolean> {
  const at = await references.of(channel);
  if (at.team === null) return false;
  const group = await connector.groupOf(at, at.team);
  return (await graph.channelKind(at.tenant, group, channel)) === 'private';
}

/** A cache by several ids, none of which has a space in it. */
function remembered<T>(
  load: (...ids: [string, string, string]) => Promise<T>,
  ttlMs: number,
  now: () => number,
): (...ids: [string, string, string?]) => Promise<T> {
  const cache = createCache(
    (key) => {
      const [first = '', second = '', third = ''] = key.split(' ');
      return load(first, second, third);
    },
    ttlMs,
    now,
  );
  return (...ids) => cache.get(ids.join(' '));
}

function listOf(groups: readonly string[]): string {
  return groups.toSorted().join(',');
}
