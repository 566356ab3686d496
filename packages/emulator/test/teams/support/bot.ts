import { onTestFinished } from 'vitest';
import {
  type DirectorySeed,
  startTeamsDouble,
  type TeamsDouble,
  type TeamsDoubleOptions,
} from '../../../src/index.ts';
import { patient } from '../../support/patient.ts';
import { answerJson as json, startRecorder } from '../../support/recorder.ts';

export const tenantId = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
export const appId = '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c';
export const secret = 'abc8Q~secret';

export const ada = '7faf8ab2-3d56-4244-b585-20c8a42ed2b8';
export const bob = '520e4d1e-2108-43ee-a092-46a9507c6200';
export const gus = 'c33aafc4-646d-4543-9d4c-abd28e4d2110';
export const gone = 'eddfa9d4-346e-4cce-a18f-fa6261ad776b';
export const olga = '5b649834-7412-4cce-9e69-176e95a394f5';

export const ops = '19:ops@thread.tacv2';
export const deploys = '19:deploys@thread.tacv2';
export const secrets = '19:secrets@thread.tacv2';
export const shared = '19:shared@thread.tacv2';
export const elsewhere = '19:elsewhere@thread.tacv2';

export const approvers = 'da849743-4259-475f-ae7a-4f4b0fb49943';
export const everyone = '38f0ca43-1c38-4c39-8097-e47f62c68650';
export const hidden = '123456c8-67d2-4f54-b74e-408b195c4cbc';

const directory: DirectorySeed = {
  people: [
    { aadObjectId: ada, name: 'Ada Lovelace', mail: 'ada@example.com' },
    { aadObjectId: bob, name: 'Bob Byte', mail: 'bob@example.com', installed: false },
    { aadObjectId: gus, name: 'Gus Guest', userType: 'Guest' },
    { aadObjectId: gone, name: 'Paul Past', accountEnabled: false },
    { aadObjectId: olga, name: 'Olga Other', tenantId: '528dbe3f-15e0-4e37-84a1-00cc305847dd' },
  ],
  groups: [
    { id: approvers, displayName: 'Approvers', members: [ada] },
    { id: everyone, displayName: 'Everyone', members: [approvers, bob] },
    { id: hidden, displayName: 'Hidden', members: [ada], hiddenMembership: true },
  ],
  teams: [
    { id: ops, name: 'Operations' },
    { id: elsewhere, name: 'Elsewhere', installed: false },
  ],
  channels: [
    { id: deploys, team: ops, name: 'Deploys' },
    { id: secrets, team: ops, name: 'Secrets', membershipType: 'private', members: [ada] },
    {
      id: shared,
      team: ops,
      name: 'Shared',
      membershipType: 'shared',
      members: [ada, olga],
      installed: false,
    },
  ],
};

interface Sent {
  activity: Record<string, unknown>;
}

/** A bot that records what Teams sends it. */
async function startBot() {
  const { url, received, answerWith } = await startRecorder<Sent>(({ body }) => ({
    activity: JSON.parse(body) as Record<string, unknown>,
  }));
  return { url: `${url}/teams/messages`, received, replyWith: answerWith };
}

export { json };

/** An invoke's answer that shows this card, or these words, to the one who acted. */
export const cardAnswer = (value: unknown) =>
  json({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value });
export const wordsAnswer = (value: string) =>
  json({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value });

/** A double that ends with the test. */
export async function startDouble(options: Partial<TeamsDoubleOptions> = {}): Promise<TeamsDouble> {
  const bot = { appId, secret };
  const double = patient(await startTeamsDouble({ tenantId, bot, directory, ...options }));
  onTestFinished(() => double.close());
  return double;
}

/** A double, a bot that it delivers to, and a client with that bot's token. */
export async function startPair(options: Partial<TeamsDoubleOptions> = {}) {
  const bot = await startBot();
  const double = await startDouble({ messagingEndpoint: bot.url, ...options });
  return { bot, double, client: await clientOf(double) };
}

export async function requestToken(
  double: TeamsDouble,
  form: Record<string, string> = {},
  tenant = tenantId,
) {
  const response = await fetch(`${double.entraUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      scope: 'https://api.botframework.com/.default',
      ...form,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Calls as a bot does, with a token for the connector or, with `graph`, for Graph. */
export async function clientOf(double: TeamsDouble, scope = 'https://api.botframework.com') {
  const { body } = await requestToken(double, { scope: `${scope}/.default` });
  const token = String(body['access_token']);
  const call = async (method: string, url: string, sent?: unknown): Promise<Answered> => {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    const text = await response.text();
    const answer = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: answer };
  };
  const at = (path: string) => `${double.serviceUrl}v3/${path}`;
  return {
    token,
    call,
    get: (path: string) => call('GET', at(path)),
    /** A new thread in a channel. */
    start: (channel: string, activity: object = message('hello')) =>
      call('POST', at('conversations'), {
        isGroup: true,
        tenantId,
        bot: { id: `28:${appId}` },
        channelData: { channel: { id: channel } },
        activity,
      }),
    chat: (person: string) =>
      call('POST', at('conversations'), { tenantId, members: [{ id: double.mri(person) }] }),
    post: (conversation: string, activity: object) =>
      call('POST', at(`${place(conversation)}/activities`), activity),
    reply: (conversation: string, id: string, activity: object) =>
      call('POST', at(`${place(conversation)}/activities/${id}`), activity),
    update: (conversation: string, id: string, activity: object) =>
      call('PUT', at(`${place(conversation)}/activities/${id}`), activity),
    remove: (conversation: string, id: string) =>
      call('DELETE', at(`${place(conversation)}/activities/${id}`)),
    members: (conversation: string, rest = 'members') =>
      call('GET', at(`${place(conversation)}/${rest}`)),
  };
}

const place = (conversation: string) => `conversations/${encodeURIComponent(conversation)}`;

export const message = (text: string) => ({ type: 'message', text });

export const cardMessage = (content: object) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});

/** A card with two buttons, an input, and a view of its own for those who are listed. */
export const requestCard = (userIds?: string[]) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  ...(userIds && {
    refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { id: 'r1' } }, userIds },
  }),
  body: [
    { type: 'TextBlock', text: 'Deploy api to production', wrap: true },
    { type: 'Input.Text', id: 'reason', maxLength: 20 },
  ],
  actions: [
    {
      type: 'Action.Execute',
      title: 'Approve',
      verb: 'approve',
      data: { id: 'r1' },
      fallback: { type: 'Action.Submit', title: 'Approve', data: { verb: 'approve', id: 'r1' } },
    },
    { type: 'Action.Submit', title: 'Ask', data: { msteams: { type: 'task/fetch' }, id: 'r1' } },
  ],
});

export const plainCard = (text: string) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text }],
});

/** A thread with the card in #deploys: where it is and what it is called. */
export async function postCard(
  client: Awaited<ReturnType<typeof clientOf>>,
  card: object = requestCard(),
  channel = deploys,
) {
  const { body } = await client.start(channel, cardMessage(card));
  return { conversation: String(body['id']), message: String(body['activityId']) };
}
