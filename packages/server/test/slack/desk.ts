import { startSlackDouble, type SlackDouble, type SlackDoubleOptions } from '@countersign/emulator';
import type { Submission } from '@countersign/core/wire/submission';
import fastify from 'fastify';
import { onTestFinished } from 'vitest';
import { patient } from '../../../emulator/test/support/patient.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { accountsOf, type ConfiguredPerson } from '../../src/chat/configured.ts';
import { slackPeople } from '../../src/chat/people.ts';
import { slackClients } from '../../src/chat/slack/clients.ts';
import { slackDirectory } from '../../src/chat/slack/directory.ts';
import { isOurs, whoAmI } from '../../src/chat/slack/install.ts';
import { responder } from '../../src/chat/slack/respond.ts';
import { slackPlatform } from '../../src/chat/slack/send.ts';
import { slackSurface } from '../../src/chat/slack/surface.ts';
import { staticToken } from '../../src/chat/slack/tokens.ts';
import { createInbox } from '../../src/app/inbox.ts';
import type { SlackDeps } from '../../src/http/slack/deps.ts';
import { createTakeUp } from '../../src/http/slack/take-up.ts';
import { createDispatch } from '../../src/http/slack/dispatch.ts';
import { slackRoutes } from '../../src/http/slack/routes.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { chatUseCases } from '../../src/use-cases.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

export const CHANNEL = 'C0RELEASES';
const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const BOT_TOKEN = 'xoxb-0-emulated';
export const APP_TOKEN = 'xapp-1-emulated';

const users = [
  { id: 'U0ADA', name: 'ada', real_name: 'Ada Lovelace' },
  { id: 'U0GRACE', name: 'grace', real_name: 'Grace Hopper' },
  { id: 'U0LISE', name: 'lise', real_name: 'Lise Meitner', email: 'lise@example.com' },
  { id: 'U0OLGA', name: 'olga', real_name: 'Olga', email: 'olga@example.com' },
  { id: 'U0BYSTANDER', name: 'emmy', real_name: 'Emmy Noether' },
  { id: 'U0GUEST', name: 'guest', is_restricted: true },
  { id: 'U0SINGLE', name: 'single', is_ultra_restricted: true },
  { id: 'U0BOT', name: 'helper', is_bot: true },
  { id: 'U0GONE', name: 'gone', deleted: true },
  { id: 'U0STRANGER', name: 'stranger', team_id: 'T0ELSEWHERE', is_stranger: true },
  { id: 'U0OTHERTEAM', name: 'otherteam', team_id: 'T0ELSEWHERE' },
];
const ids = users.map(({ id }) => id);

/** Everybody is in the groups, so that what stops them is what they are. */
const usergroups = [
  { id: 'S0RELEASE', handle: 'releasers', users: ids.filter((id) => id !== 'U0BYSTANDER') },
  { id: 'S0SEC', handle: 'security', users: ['U0GRACE', 'U0LISE', 'U0OLGA'] },
];

const channels = [
  { id: CHANNEL, name: 'releases', members: ids },
  { id: 'C0OTHER', name: 'other', members: ids },
];

export type DeskOptions = Partial<SlackDoubleOptions> & {
  /** Stands between the edge and the use cases. */
  useCases?: (real: ChatUseCases) => ChatUseCases;
  after?: (ms: number) => Promise<void>;
};

/** The real use cases and store behind the real Slack edge, with the Slack double in front. */
export async function aDesk({
  useCases = (real) => real,
  after = () => new Promise(() => {}),
  ...options
}: DeskOptions = {}) {
  const world = await aWorld();
  const { ctx, store } = world;
  const double = patient(
    await startSlackDouble({
      signingSecret: SIGNING_SECRET,
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      now: ctx.now,
      pace: false,
      ackTimeoutMs: 60_000,
      workspace: { users, usergroups, channels },
      ...options,
    }),
  );
  onTestFinished(() => double.close());
  const clients = slackClients(staticToken(BOT_TOKEN), double.apiUrl);
  const install = await whoAmI(clients.interaction);
  const directory = slackDirectory({
    client: clients.interaction,
    team: install.team ?? double.workspace.team.id,
    now: ctx.now,
  });
  let drawings = 0;
  const people: ConfiguredPerson[] = [
    { id: 'olga', name: 'Olga', emails: ['olga@example.com'], accounts: [] },
    { id: 'lise', name: 'Lise Meitner', emails: ['lise@example.com'], accounts: [] },
  ];
  ctx.chats.set(
    'slack',
    slackPlatform({
      client: clients.outbox,
      directory,
      url: null,
      accountsOf: accountsOf('slack', people),
      nonce: () => `n${(drawings += 1)}`,
    }),
  );
  ctx.people = slackPeople({
    people,
    install,
    directory,
    onFailure: (what, error) => ctx.report.warn({ what, error }, 'A look-up failed.'),
  });
  const removed: string[] = [];
  const metrics = createMetrics({ store, waiters: { count: () => 0 }, now: ctx.now });
  const inbox = createInbox(ctx, 'slack');
  const aSurface = () => slackSurface(clients.interaction, async () => undefined, ctx.now);
  const deps: SlackDeps = {
    inbox: { ...inbox, keep: (input) => inbox.keep(input), mask: (text) => ctx.maskText(text) },
    useCases: useCases(chatUseCases(ctx, metrics)),
    surface: aSurface(),
    respond: responder(clients.transport, double.apiUrl),
    forget: directory.forget,
    isOurs: (origin) => isOurs(install, origin),
    firstSight: (scope, id) => store.firstSight(scope, id, ctx.now()),
    onRemoved: (why) => void removed.push(why),
    after,
    report: ctx.report,
  };
  const dispatch = createDispatch(deps);
  /** What a service does that comes after one which was killed. */
  const restart = (castVote?: ChatUseCases['castVote']) => {
    const real = chatUseCases(ctx, metrics);
    const next = { ...real, ...(castVote ? { castVote } : {}) };
    ctx.inboxes.set('slack', createTakeUp({ ...deps, surface: aSurface(), useCases: next }));
  };
  const app = fastify({ forceCloseConnections: true });
  const refusals: string[] = [];
  await app.register(
    slackRoutes({
      signingSecret: SIGNING_SECRET,
      dispatch,
      now: ctx.now,
      onRefused: (why) => void refusals.push(why),
    }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  double.setRequestUrls({
    interactivity: `${url}/slack/interactivity`,
    commands: `${url}/slack/commands`,
    events: `${url}/slack/events`,
  });
  const stop = () => app.close();
  const desk = {
    ...world,
    double,
    dispatch,
    restart,
    inbox,
    directory,
    url,
    refusals,
    removed,
    stop,
  };
  return { ...desk, ...deskActs(desk) };
}

type Base = Awaited<ReturnType<typeof aWorld>> & { double: SlackDouble };

function deskActs({ ctx, store, double, deliverAll }: Base) {
  /** A request whose card is posted. */
  const asked = async (submission: Submission = deployPayments): Promise<string> => {
    const { id } = await submitRequest(ctx, caller, submission);
    await deliverAll();
    return id;
  };
  const cardOf = async (id: string) => {
    const card = (await store.requests.get(id))?.cards[0];
    if (card?.message == null) throw new Error(`Request ${id} has no posted card.`);
    return { ...card, message: card.message };
  };
  return {
    asked,
    cardOf,
    statusOf: async (id: string) => (await store.requests.get(id))?.state.status,
    votesOf: async (id: string) => (await store.requests.get(id))?.state.votes ?? [],
    /** The card as people see it. */
    shown: async (id: string) => {
      const { channel, message } = await cardOf(id);
      const found = double.messages(channel).find(({ ts }) => ts === message);
      if (found === undefined) throw new Error(`The card of ${id} is not in ${channel}.`);
      return found;
    },
    press: async (id: string, user: string, actionId = 'approve', force = false) => {
      const { channel, message } = await cardOf(id);
      return double.click({ user, channel, ts: message, actionId, force });
    },
    /** The notes that one person got, oldest first. */
    notesFor: (user: string) => double.ephemerals().filter((note) => note.user === user),
    refusalsOf: async (id: string) => {
      const entries = await store.log.ofRequest(id);
      return entries
        .filter(({ entry }) => entry.kind === 'vote.refused')
        .map(({ entry }) => (entry.body as { code: string }).code);
    },
  };
}

export type Desk = Awaited<ReturnType<typeof aDesk>>;

/** All text of a message or view, in the order of reading. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([key]) => key !== 'confirm')
    .map(([key, item]) => (key === 'text' && typeof item === 'string' ? item : textOf(item)))
    .filter((text) => text !== '')
    .join(' ');
}
