import { parsePolicy } from '@countersign/core/policy/parse';
import type { Submission } from '@countersign/core/wire/submission';
import {
  startTeamsDouble,
  type DirectorySeed,
  type TeamsDouble,
  type TeamsDoubleOptions,
} from '@countersign/emulator';
import fastify from 'fastify';
import { onTestFinished } from 'vitest';
import { patient } from '../../../emulator/test/support/patient.ts';
import { createInbox } from '../../src/app/inbox.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { PersonConfig, TeamsConfig } from '../../src/config/shape.ts';
import { createMetrics } from '../../src/metrics.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { openTeams } from '../../src/teams.ts';
import { chatUseCases } from '../../src/use-cases.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

export const TENANT = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
export const OTHER_TENANT = '528dbe3f-15e0-4e37-84a1-00cc305847dd';
export const APP = '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c';
const SECRET = 'abc8Q~secret';

export const TEAM = '19:ops@thread.tacv2';
export const CHANNEL = '19:releases@thread.tacv2';
export const OTHER_CHANNEL = '19:other@thread.tacv2';
export const SHARED = '19:shared@thread.tacv2';
export const PRIVATE = '19:private@thread.tacv2';

export const ADA = '7faf8ab2-3d56-4244-b585-20c8a42ed2b8';
export const GRACE = '520e4d1e-2108-43ee-a092-46a9507c6200';
export const LISE = '5f1c7f0e-1a7b-4f0d-9a53-0e34c1fd2b11';
export const OLGA = '5b649834-7412-4cce-9e69-176e95a394f5';
export const EMMY = '8a0c5b5f-51a5-4f3c-8e0f-0c6f3e6d3a22';
export const GUEST = 'c33aafc4-646d-4543-9d4c-abd28e4d2110';
export const GONE = 'eddfa9d4-346e-4cce-a18f-fa6261ad776b';
export const STRANGER = '0d9b8f75-3f0a-4c6e-8c8b-6f0f2f6c1d33';

export const RELEASERS = 'da849743-4259-475f-ae7a-4f4b0fb49943';
export const SECURITY = '38f0ca43-1c38-4c39-8097-e47f62c68650';
const NESTED = '123456c8-67d2-4f54-b74e-408b195c4cbc';

const policyText = `
version: 1
groups:
  releasers: { entra: [${RELEASERS}] }
  security: { entra: [${SECURITY}] }
rules:
  - name: two stages
    match: { resource: vault }
    route: { teams: ['${CHANNEL}'] }
    stages:
      - { name: release, quorum: 1, groups: [releasers] }
      - { name: security, quorum: 2, groups: [security] }
    expires: 1h
  - name: in two channels
    match: { action: tell }
    route: { teams: ['${OTHER_CHANNEL}', '${CHANNEL}'] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: shared
    match: { action: share }
    route: { teams: ['${SHARED}'] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: private
    match: { action: whisper }
    route: { teams: ['${PRIVATE}'] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
  - name: emergencies
    match: { action: repair }
    route: { teams: ['${CHANNEL}'] }
    stages: [{ name: security, quorum: 2, groups: [security] }]
    break_glass:
      groups: [releasers]
      route: { teams: ['${OTHER_CHANNEL}'] }
      review: { within: 1d, groups: [security] }
    expires: 1h
    bindings: { approved: [{ webhook: hook }] }
  - name: deploys
    match: { action: deploy }
    route: { teams: ['${CHANNEL}'] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
    expires: 1h
    bindings: { approved: [{ webhook: hook }], rejected: [{ webhook: hook }] }
`;

/** Everybody but Emmy is in the groups, so that what stops them is what they are. */
const directory: DirectorySeed = {
  people: [
    { aadObjectId: ADA, name: 'Ada Lovelace', mail: 'ada@example.com' },
    { aadObjectId: GRACE, name: 'Grace Hopper', mail: 'grace@example.com' },
    { aadObjectId: LISE, name: 'Lise Meitner', mail: 'lise@example.com' },
    { aadObjectId: OLGA, name: 'Olga', mail: 'olga@example.com' },
    { aadObjectId: EMMY, name: 'Emmy Noether', mail: 'emmy@example.com' },
    { aadObjectId: GUEST, name: 'Gus Guest', userType: 'Guest' },
    { aadObjectId: GONE, name: 'Paul Past', accountEnabled: false },
    { aadObjectId: STRANGER, name: 'Stan Stranger', tenantId: OTHER_TENANT },
  ],
  groups: [
    { id: NESTED, members: [ADA] },
    { id: RELEASERS, members: [NESTED, GRACE, LISE, OLGA, GUEST, GONE, STRANGER] },
    { id: SECURITY, members: [GRACE, LISE, OLGA] },
  ],
  teams: [{ id: TEAM, name: 'Operations' }],
  channels: [
    { id: CHANNEL, team: TEAM, name: 'Releases' },
    { id: OTHER_CHANNEL, team: TEAM, name: 'Other' },
    {
      id: SHARED,
      team: TEAM,
      name: 'Shared',
      membershipType: 'shared',
      members: [ADA, GRACE, STRANGER],
    },
    {
      id: PRIVATE,
      team: TEAM,
      name: 'Private',
      membershipType: 'private',
      members: [ADA, GRACE, GUEST],
    },
  ],
};

const configured: PersonConfig[] = [
  person('olga', 'Olga', { teams: [{ tenant: TENANT, user: OLGA }] }),
  person('lise', 'Lise Meitner', { email: 'lise@example.com' }),
];

function person(id: string, name: string, more: Partial<PersonConfig>): PersonConfig {
  const accounts = { slack: [], teams: [], github: [], gitlab: [], circleci: [], logins: [] };
  return { id, name, ...accounts, ...more };
}

export type DeskOptions = Partial<TeamsDoubleOptions> & {
  config?: Partial<TeamsConfig>;
  policy?: string;
  people?: PersonConfig[];
  /** Stands between the edge and the use cases. */
  useCases?: (real: ChatUseCases) => ChatUseCases;
  after?: (ms: number) => Promise<void>;
  /** One that Slack may be in, too. */
  world?: World;
};

function configFor(double: TeamsDouble, more: Partial<TeamsConfig> = {}): TeamsConfig {
  return {
    appId: APP,
    tenants: [TENANT],
    secret: SECRET,
    cloud: 'public',
    endpoints: {
      login: double.entraUrl,
      openId: double.openIdMetadataUrl,
      graph: double.graphUrl,
      service: double.serviceUrl,
    },
    ...more,
  };
}

/** The real use cases and store behind the real Teams edge, with the Teams double in front. */
export async function aTeamsDesk({
  config = {},
  policy = policyText,
  people = configured,
  useCases = (real) => real,
  after = () => new Promise(() => {}),
  world: given,
  ...options
}: DeskOptions = {}) {
  const world = given ?? (await aWorld());
  const { ctx, store } = world;
  const double = patient(
    await startTeamsDouble({
      tenantId: TENANT,
      bot: { appId: APP, secret: SECRET },
      directory,
      now: ctx.now,
      pace: false,
      replyTimeoutMs: 60_000,
      ...options,
    }),
  );
  onTestFinished(() => double.close());
  const parsed = parsePolicy(policy, { webhooks: ['hook'] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text: policy, policy: parsed.policy }, ctx.now());
  const side = openTeams({
    config: configFor(double, config),
    people,
    joined: false,
    store,
    now: ctx.now,
    report: ctx.report,
    after,
  });
  onTestFinished(() => side.close());
  ctx.chats.set('teams', side.platform);
  ctx.people = side.people;
  const metrics = createMetrics({ store, waiters: { count: () => 0 }, now: ctx.now });
  onTestFinished(() => metrics.settled());
  const inbox = createInbox(ctx, 'teams');
  const edge = side.connect(useCases(chatUseCases(ctx, metrics)), inbox);
  ctx.inboxes.set('teams', edge.takeUp);
  /** Another service, which knows only what is in the store. */
  const restart = () => {
    ctx.inboxes.set('teams', side.connect(chatUseCases(ctx, metrics), inbox).takeUp);
  };
  const app = fastify({ forceCloseConnections: true });
  for (const routes of edge.routes) await app.register(routes);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  double.setMessagingEndpoint(`${url}/teams/messages`);
  const desk = { ...world, double, side, edge, restart, url: `${url}/teams/messages` };
  return { ...desk, ...deskActs(desk) };
}

type Base = World & { double: TeamsDouble };

function deskActs({ ctx, store, double, deliverAll, reports }: Base) {
  const submit = async (submission: Submission) =>
    (await submitRequest(ctx, caller, submission)).id;
  /** A request whose card is posted. */
  const asked = async (submission: Submission = deployPayments): Promise<string> => {
    const id = await submit(submission);
    await deliverAll();
    return id;
  };
  const cardOf = async (id: string) => {
    const card = (await store.requests.get(id))?.cards[0];
    if (card?.message == null) throw new Error(`Request ${id} has no posted card.`);
    return { ...card, message: card.message };
  };
  return {
    submit,
    asked,
    cardOf,
    statusOf: async (id: string) => (await store.requests.get(id))?.state.status,
    votesOf: async (id: string) => (await store.requests.get(id))?.state.votes ?? [],
    /** The card as one person sees it, or as everyone does. */
    shown: async (id: string, user = 'nobody') => {
      const { channel, message } = await cardOf(id);
      const card = double.shown(user, channel, message);
      if (card === undefined) throw new Error(`The card of ${id} is not in ${channel}.`);
      return card;
    },
    press: async (
      id: string,
      user: string,
      verb = 'approve',
      more: Partial<Parameters<TeamsDouble['click']>[0]> = {},
    ) => {
      const { channel, message } = await cardOf(id);
      return double.click({ person: user, conversation: channel, message, verb, ...more });
    },
    /** What one person reads in their chat with the bot, oldest first. */
    chatOf: (user: string) =>
      double
        .messages(double.chat(user))
        .filter(({ via }) => via === 'bot')
        .map(textOf),
    threadOf: async (id: string) => {
      const { channel, message } = await cardOf(id);
      return double.thread(channel, message).slice(1).map(textOf);
    },
    refusalsOf: async (id: string) => {
      const entries = await store.log.ofRequest(id);
      return entries
        .filter(({ entry }) => entry.kind === 'vote.refused')
        .map(({ entry }) => (entry.body as { code: string }).code);
    },
    reportsOf: (level: string) => reports.filter((report) => report.level === level),
  };
}

export type Desk = Awaited<ReturnType<typeof aTeamsDesk>>;

/** All text of a card or message, in the order of reading, without what stands in for other things. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([key]) => !['fallback', 'refresh', 'revisions', 'selectAction'].includes(key))
    .map(([key, item]) =>
      (key === 'text' || key === 'codeSnippet' || key === 'title' || key === 'label') &&
      typeof item === 'string'
        ? item
        : textOf(item),
    )
    .filter((text) => text !== '')
    .join(' ');
}

/** The buttons of a card by their titles, those of its forms included. */
export function buttonsOf(card: unknown): string[] {
  const { actions = [] } = card as { actions?: { title?: string; card?: unknown }[] };
  return actions.flatMap(({ title = '', card: form }) => [
    title,
    ...(form === undefined ? [] : buttonsOf(form)),
  ]);
}
