import { z } from 'zod';
import type { Api } from './api.ts';
import { isServiceOf, type Cloud } from './clouds.ts';
import { TeamsCallError } from './call-error.ts';

/** Where a conversation is served; `tenant` is whose conversation it is. */
export type Service = { serviceUrl: string; tenant: string };

/**
 * The Bot Connector, as far as we use it. Every call rejects with {@link TeamsCallError}.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export type Connector = {
  /** A new thread in a channel, or the chat with one person; answers their ids. */
  create(at: Service, conversation: object): Promise<{ id: string; activity: string | null }>;
  /** Answers the id of the message, where Teams says it. */
  send(at: Service, conversation: string, activity: object): Promise<string | null>;
  update(at: Service, conversation: string, id: string, activity: object): Promise<void>;
  /** A person in a conversation, by object id. */
  member(at: Service, conversation: string, user: string): Promise<Member>;
  /** Everybody in a conversation, or nobody: rejects where there is no end of them. */
  roster(at: Service, conversation: string): Promise<Member[]>;
  /** The object id of a team's group in Entra. */
  groupOf(at: Service, team: string): Promise<string>;
  /** The kinds of a team's channels by id. */
  channels(at: Service, team: string): Promise<Map<string, string>>;
};

const created = z.object({ id: z.string().min(1), activityId: z.string().min(1).nullish() });
const sent = z.object({ id: z.string().min(1) });
const member = z
  .object({
    id: z.string().min(1),
    aadObjectId: z.string().toLowerCase().nullish(),
    tenantId: z.string().toLowerCase().nullish(),
    userRole: z.string().nullish(),
  })
  .transform(({ id, aadObjectId, tenantId, userRole }) => ({
    /** Teams' own name for them towards this bot. */
    mri: id,
    user: aadObjectId ?? null,
    tenant: tenantId ?? null,
    guest: userRole === 'guest',
  }));
export type Member = z.infer<typeof member>;
const page = z.object({
  members: z.array(member),
  continuationToken: z.string().nullish(),
});
const teamDetails = z.object({ aadGroupId: z.guid() });
const channelList = z.object({
  conversations: z.array(z.object({ id: z.string(), type: z.string().nullish() })),
});

/** People wait for look-ups. */
const LOOK_UP_MS = 2_000;
const PAGE = 500;
/** Of the largest team, 25,000 people, twice over. */
const MOST_PAGES = 100;

export function createConnector(api: Api, cloud: Cloud): Connector {
  const call = (
    { serviceUrl, tenant }: Service,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<unknown> => {
    // Whoever gets our token can speak as us: it goes to Microsoft alone.
    if (!isServiceOf(cloud, serviceUrl)) {
      return Promise.reject(new TeamsCallError('Teams', { status: 403, code: 'ForeignService' }));
    }
    const url = `${serviceUrl.replace(/\/+$/u, '')}/v3/${path}`;
    const timeout = method === 'GET' ? { timeoutMs: LOOK_UP_MS } : {};
    return api({ tenant, scope: cloud.botScope }, { method, url, body, ...timeout });
  };

  return {
    async create(at, conversation) {
      const { id, activityId } = read(
        created,
        await call(at, 'POST', 'conversations', conversation),
      );
      return { id, activity: activityId ?? null };
    },
    async send(at, conversation, activity) {
      const answer = await call(at, 'POST', `${pathOf(conversation)}/activities`, activity);
      return sent.safeParse(answer).data?.id ?? null;
    },
    async update(at, conversation, id, activity) {
      const path = `${pathOf(conversation)}/activities/${encodeURIComponent(id)}`;
      await call(at, 'PUT', path, activity);
    },
    async member(at, conversation, user) {
      const path = `${pathOf(conversation)}/members/${encodeURIComponent(user)}`;
      return read(member, await call(at, 'GET', path));
    },
    async roster(at, conversation) {
      const found: Member[] = [];
      let next = '';
      for (let count = 0; count < MOST_PAGES; count += 1) {
        const path = `${pathOf(conversation)}/pagedmembers?pageSize=${PAGE}${next}`;
        const { members, continuationToken } = read(page, await call(at, 'GET', path));
        found.push(...members);
        if (!continuationToken) return found;
        next = `&continuationToken=${encodeURIComponent(continuationToken)}`;
      }
      throw new TeamsCallError('Teams', {}, new Error('its list of people does not end'));
    },
    async groupOf(at, team) {
      const answer = await call(at, 'GET', `teams/${encodeURIComponent(team)}`);
      return read(teamDetails, answer).aadGroupId;
    },
    async channels(at, team) {
      const path = `teams/${encodeURIComponent(team)}/conversations`;
      const { conversations } = read(channelList, await call(at, 'GET', path));
      return new Map(conversations.map(({ id, type }) => [id, type ?? 'unknown']));
    },
  };
}

function pathOf(conversation: string): string {
  return `conversations/${encodeURIComponent(conversation)}`;
}

function read<T>(shape: z.ZodType<T>, answer: unknown): T {
  const found = shape.safeParse(answer);
  if (found.success) return found.data;
  throw new TeamsCallError('Teams', {}, new Error('its answer is not as documented'));
}
