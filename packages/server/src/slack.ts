import { setTimeout as after } from 'node:timers/promises';
import type { Account } from '@countersign/core/people';
import type { FastifyPluginAsync } from 'fastify';
import type { Reporter } from './app/context.ts';
import { accountsOf, type ConfiguredPerson } from './chat/configured.ts';
import { slackPeople } from './chat/people.ts';
import { slackClients } from './chat/slack/clients.ts';
import { slackDirectory } from './chat/slack/directory.ts';
import { slackHealth, type SlackHealth } from './chat/slack/health.ts';
import { homeOf, isOurs, whoAmI, type SlackInstall } from './chat/slack/install.ts';
import { responder } from './chat/slack/respond.ts';
import { slackPlatform } from './chat/slack/send.ts';
import { slackSurface } from './chat/slack/surface.ts';
import { rotatingToken, staticToken, type TokenSource } from './chat/slack/tokens.ts';
import type { PersonConfig, SlackConfig } from './config/shape.ts';
import type { SlackDeps } from './http/slack/deps.ts';
import { createDispatch, type Dispatch } from './http/slack/dispatch.ts';
import type { Check } from './http/operations.ts';
import { slackRoutes } from './http/slack/routes.ts';
import type { startSlackSocket } from './http/slack/socket.ts';
import { createTakeUp } from './http/slack/take-up.ts';
import type { ChatPlatform } from './ports/chat.ts';
import type { ChatUseCases } from './ports/chat-use-cases.ts';
import type { Inbox, TakeUp } from './ports/inbox.ts';
import type { People } from './ports/people.ts';
import type { Store } from './ports/store.ts';
import { createRandom } from './random.ts';
import { StartError } from './start-error.ts';

export type SlackSide = {
  platform: ChatPlatform;
  people: People<Account>;
  /** Who the configuration says are there, with their accounts. */
  listed: ConfiguredPerson[];
  /** Where people find the app itself; null where Slack did not say which app this is. */
  home: string | null;
  /** Takes up what Slack sends, once the use cases are there. */
  connect(useCases: ChatUseCases, inbox: Inbox): SlackEdge;
};

export type SlackEdge = {
  /** None in Socket Mode. */
  routes: FastifyPluginAsync[];
  check: Check;
  /** Carries out what was kept. */
  takeUp: TakeUp;
  close(): Promise<void>;
};

type Way = Omit<SlackEdge, 'takeUp'>;

/** Not worth keeping a process for. */
const quietly = (ms: number) => after(ms, undefined, { ref: false });

type Deps = {
  config: SlackConfig;
  people: PersonConfig[];
  /** People come from another platform, too. */
  joined?: boolean;
  store: Store;
  now: () => number;
  report: Reporter;
};

const NO_TEAM =
  'The token is of a whole organisation, and Slack asks which workspace a user group is of. Set slack.team, or nobody is found in a user group.';

const ASK_AGAIN_MS = 30_000;

/** Block ids differ at every drawing. */
const random = createRandom();
const nonce = () => random.bytes(9).toString('base64url');

/** Puts the Slack adapter together: look-ups, cards, forms, and the way in. */
export async function openSlack(deps: Deps): Promise<SlackSide> {
  const { config, store, now, report } = deps;
  const health = slackHealth();
  const clients = slackClients(tokenOf(deps), config.apiUrl, health);
  // With all of the library for Socket Mode; a service that Slack reaches by HTTP needs none of it.
  const socketMode = config.mode === 'socket' ? await import('./http/slack/socket.ts') : null;
  const install = await installOf(deps, async () => whoAmI(clients.interaction));
  const directory = slackDirectory({
    client: clients.interaction,
    team: config.team ?? install.team,
    now,
  });
  if (install.orgWide && config.team === undefined) report.warn({}, NO_TEAM);
  const listed = configured(deps.people, install);
  const people = slackPeople({
    people: listed,
    install,
    directory,
    joined: deps.joined ?? false,
    onFailure: (what, error) =>
      report.warn({ err: error, what }, `Slack did not say who or what ${what} is.`),
  });

  return {
    platform: slackPlatform({
      client: clients.outbox,
      directory,
      url: install.url,
      accountsOf: accountsOf('slack', listed),
      nonce,
    }),
    people,
    listed,
    home: homeOf(install),
    connect(useCases, inbox) {
      const removed = { reason: null as string | null };
      const inner: SlackDeps = {
        useCases,
        inbox,
        surface: slackSurface(clients.interaction, quietly, now),
        respond: responder(clients.transport, config.apiUrl),
        forget: directory.forget,
        isOurs: (origin) => isOurs(install, origin),
        firstSight: (scope, id) => store.firstSight(scope, id, now()),
        onRemoved: (why) => {
          removed.reason = `Slack says that the app was ${why === 'uninstalled' ? 'uninstalled' : 'stripped of its token'}. Install it again.`;
          report.error({ why }, removed.reason);
        },
        after: (ms) => after(ms),
        report,
      };
      const dispatch = createDispatch(inner);
      const taken = tokenCheck(health, async () => whoAmI(clients.interaction), now);
      const installed: Check = async () =>
        removed.reason === null ? taken() : { ok: false, reason: removed.reason };
      const way =
        socketMode === null
          ? byHttp(config, dispatch, now, report, installed)
          : bySocket(socketMode.startSlackSocket, config, dispatch, report, installed);
      return { ...way, takeUp: createTakeUp(inner) };
    },
  };
}

function byHttp(
  { signingSecret = '' }: SlackConfig,
  dispatch: Dispatch,
  now: () => number,
  report: Reporter,
  check: Check,
): Way {
  const onRefused = (why: string) =>
    report.warn({ why }, 'A call that Slack did not sign was refused.');
  return {
    routes: [slackRoutes({ signingSecret, dispatch, now, onRefused })],
    check,
    close: async () => {},
  };
}

function bySocket(
  start: typeof startSlackSocket,
  { appToken = '', apiUrl }: SlackConfig,
  dispatch: Dispatch,
  report: Reporter,
  installed: Check,
): Way {
  const socket = start({
    appToken,
    dispatch,
    report,
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  return {
    routes: [],
    check: async () => {
      const first = await installed();
      return first.ok ? socket.check() : first;
    },
    close: socket.close,
  };
}

/** Asks again now and then while the token is refused: nobody else may have a reason to call. */
function tokenCheck(health: SlackHealth, ask: () => Promise<unknown>, now: () => number): Check {
  let asked = now();
  return async () => {
    if (health.refused() !== null && now() - asked >= ASK_AGAIN_MS) {
      asked = now();
      await ask().catch(() => {});
    }
    const code = health.refused();
    if (code === null) return { ok: true };
    const reason = `Slack refuses the token of Countersign (${code}): install the app again and set the new token.`;
    return { ok: false, reason };
  };
}

function tokenOf({ config, store, now }: Deps): TokenSource {
  const { botToken, rotation, apiUrl } = config;
  if (!rotation) return staticToken(botToken);
  const { clientId, clientSecret, refreshToken } = rotation;
  return rotatingToken({
    installs: store.installs,
    team: 'configured',
    enterprise: null,
    clientId,
    clientSecret,
    // How long the first token still lives is not known: it is renewed at once.
    seed: { accessToken: botToken, refreshToken, expiresAt: now() },
    now,
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
}

/** Whose token this is; asked at each start, and remembered for a start while Slack is away. */
async function installOf(
  { store, report }: Deps,
  ask: () => Promise<SlackInstall>,
): Promise<SlackInstall> {
  const KEY = 'who-we-are';
  try {
    const install = await ask();
    await store.installs.change('slack', KEY, async () => ({
      team: KEY,
      enterprise: install.enterprise,
      data: install,
    }));
    return install;
  } catch (error) {
    const kept = await store.installs.get('slack', KEY);
    if (!kept) {
      const reason = (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');
      throw new StartError(
        `Slack did not accept slack.botToken at the first start. ${reason} Check the token and the connection.`,
        { cause: error },
      );
    }
    report.warn(
      { err: error },
      'Slack could not be asked at the start; going on with what it said before.',
    );
    return kept.data as SlackInstall;
  }
}

function configured(
  people: PersonConfig[],
  { team, enterprise }: SlackInstall,
): ConfiguredPerson[] {
  return people.map(({ id, name, email, slack }) => ({
    id,
    name,
    emails: email === undefined ? [] : [email],
    accounts: slack.map((user) => ({
      platform: 'slack' as const,
      team: team ?? enterprise ?? '',
      user,
    })),
  }));
}
