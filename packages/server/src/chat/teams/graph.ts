import { z } from 'zod';
import type { Api } from './api.ts';
import { TeamsCallError } from './call-error.ts';
import type { Cloud } from './clouds.ts';

export type EntraUser = z.infer<typeof entraUser>;

/** Who is who in Entra. Every call rejects with {@link TeamsCallError}. */
export type Graph = {
  /** Null where the tenant has no such user. */
  user(tenant: string, id: string): Promise<EntraUser | null>;
  /** By the name to sign in with; null where the tenant has no such user. */
  userNamed(tenant: string, name: string): Promise<EntraUser | null>;
  /** Those of these groups that hold the user, groups within groups included. */
  groupsOf(tenant: string, id: string, groups: readonly string[]): Promise<Set<string>>;
  /**
   * `standard`, `private` or `shared`; `team` is the object id of its group.
   * https://learn.microsoft.com/graph/api/channel-get
   */
  channelKind(tenant: string, team: string, channel: string): Promise<string>;
  /** People in a group, as many as are worth naming. */
  peopleIn(tenant: string, group: string): Promise<{ users: EntraUser[]; more: boolean }>;
};

const FIELDS = 'id,displayName,mail,userPrincipalName,userType,accountEnabled';
const TIMEOUT_MS = 2_000;
/** More are not looked for only to be named on a card. */
const NAMED = 30;
/** https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
const GROUPS_A_CALL = 20;

/** People choose their names; a line break in one would begin a line of ours. */
const oneLine = (name: string) => name.replaceAll(/\s+/gu, ' ').trim();

/** https://learn.microsoft.com/entra/external-id/user-properties#user-principal-name */
const FOREIGN = /#EXT#@/iu;

const entraUser = z
  .object({
    id: z.string().toLowerCase(),
    displayName: z.string().nullish(),
    mail: z.string().nullish(),
    userPrincipalName: z.string().nullish(),
    userType: z.string().nullish(),
    accountEnabled: z.boolean().nullish(),
  })
  .transform(({ displayName, mail, userPrincipalName, userType, accountEnabled, id }) => ({
    id,
    name: oneLine(displayName ?? '') || id,
    /** The name to sign in with comes first. */
    addresses: [userPrincipalName, mail].flatMap((address) => address ?? []),
    /** Their home is another organisation, and it says which mail they have. */
    foreign: !userPrincipalName || FOREIGN.test(userPrincipalName),
    // What Graph leaves out, the app may not read.
    type: userType ?? null,
    enabled: accountEnabled ?? null,
  }));

const channelOf = z.object({ membershipType: z.string() });
const ids = z.object({ value: z.array(z.string().toLowerCase()) });
/** Groups within the group, devices and the like are listed, too. */
const USER = '#microsoft.graph.user';
const list = z.object({
  value: z.array(z.looseObject({ '@odata.type': z.string() })),
  '@odata.nextLink': z.string().nullish(),
});

export function createGraph(api: Api, { graph, graphScope: scope }: Cloud): Graph {
  const get = (tenant: string, path: string) =>
    api({ tenant, scope }, { method: 'GET', url: `${graph}/v1.0/${path}`, timeoutMs: TIMEOUT_MS });

  const userBy = async (tenant: string, key: string): Promise<EntraUser | null> => {
    try {
      const path = `users/${encodeURIComponent(key)}?$select=${FIELDS}`;
      return read(entraUser, await get(tenant, path));
    } catch (error) {
      if (error instanceof TeamsCallError && error.status === 404) return null;
      throw error;
    }
  };

  return {
    async user(tenant, id) {
      const found = await userBy(tenant, id);
      if (found && found.id !== id)
        throw new Error(`Graph answered for ${found.id}, not for ${id}.`);
      return found;
    },
    userNamed: userBy,
    async groupsOf(tenant, id, groups) {
      const found = await Promise.all(
        chunks(groups, GROUPS_A_CALL).map(async (groupIds) => {
          const url = `${graph}/v1.0/users/${encodeURIComponent(id)}/checkMemberGroups`;
          const body = { groupIds };
          return read(
            ids,
            await api({ tenant, scope }, { method: 'POST', url, body, timeoutMs: TIMEOUT_MS }),
          ).value;
        }),
      );
      return new Set(found.flat());
    },
    async channelKind(tenant, team, channel) {
      const path = `teams/${encodeURIComponent(team)}/channels/${encodeURIComponent(channel)}?$select=id,membershipType`;
      return read(channelOf, await get(tenant, path)).membershipType;
    },
    async peopleIn(tenant, group) {
      const path = `groups/${encodeURIComponent(group)}/transitiveMembers?$select=${FIELDS}&$top=${NAMED}`;
      const { value, '@odata.nextLink': next } = read(list, await get(tenant, path));
      const users = value.filter((member) => member['@odata.type'] === USER);
      return { users: users.map((user) => read(entraUser, user)), more: Boolean(next) };
    },
  };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

function read<T>(shape: z.ZodType<T>, answer: unknown): T {
  const found = shape.safeParse(answer);
  if (found.success) return found.data;
  throw new TeamsCallError('Graph', {}, new Error('its answer is not as documented'));
}
