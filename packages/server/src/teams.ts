import { setTimeout as after } from 'node:timers/promises';
import type { Account } from '@countersign/core/people';
import type { FastifyPluginAsync } from 'fastify';
import type { Reporter } from './app/context.ts';
import { createAccountOf } from './chat/teams/account-of.ts';
import { createApi } from './chat/teams/api.ts';
import { accountsOf, type ConfiguredPerson } from './chat/configured.ts';
import { TeamsCallError } from './chat/teams/call-error.ts';
import { chatLink, clouds, type Cloud } from './chat/teams/clouds.ts';
import { createConnector } from './chat/teams/connector.ts';
import { teamsDirectory } from './chat/teams/directory.ts';
import { createGraph } from './chat/teams/graph.ts';
import { createHttp, type Http } from './chat/teams/http.ts';
import { installs } from './chat/teams/install.ts';
import { createPace } from './chat/teams/pace.ts';
import { teamsPeople } from './chat/teams/people.ts';
import { createReferences } from './chat/teams/references.ts';
import { renderCard } from './chat/teams/render/card.ts';
import { teamsPlatform } from './chat/teams/send.ts';
import { createSigningKeys } from './chat/teams/signing-keys.ts';
import { createTell } from './chat/teams/tell.ts';
import { createTokens } from './chat/teams/tokens.ts';
import { createTeamsGuard } from './chat/teams/verify.ts';
import type { PersonConfig, TeamsConfig } from './config/shape.ts';
import type { Check } from './http/operations.ts';
import type { TeamsDeps } from './http/teams/deps.ts';
import { createDispatch } from './http/teams/dispatch.ts';
import { teamsRoutes } from './http/teams/routes.ts';
import { createTakeUp } from './http/teams/take-up.ts';
import type { ChatPlatform } from './ports/chat.ts';
import type { ChatUseCases } from './ports/chat-use-cases.ts';
import type { Inbox, TakeUp } from './ports/inbox.ts';
import type { People } from './ports/people.ts';
import type { Store } from './ports/store.ts';
import { credentialOf } from './teams-credential.ts';

export type TeamsSide = {
  platform: ChatPlatform;
  people: People<Account>;
  /** Who the configuration says are there, with their accounts. */
  listed: ConfiguredPerson[];
  /** Takes up what Teams sends, once the use cases are there. */
  connect(useCases: ChatUseCases, inbox: Inbox): TeamsEdge;
  /** Once nothing is under way. */
  close(): Promise<void>;
};

export type TeamsEdge = {
  routes: FastifyPluginAsync[];
  check: Check;
  /** Carries out what was kept. */
  takeUp: TakeUp;
};

type Deps = {
  config: TeamsConfig;
  people: PersonConfig[];
  /** People come from another platform, too. */
  joined: boolean;
  store: Store;
  now: () => number;
  report: Reporter;
  /** Resolves after so many milliseconds. */
  after?: (ms: number) => Promise<void>;
};

/** Puts the Teams adapter together: tokens, look-ups, cards, and the way in. Calls nobody yet. */
export function openTeams(deps: Deps): TeamsSide {
  const { config, store, now, report } = deps;
  const { appId, tenants } = config;
  const [tenant = ''] = tenants;
  const cloud = cloudOf(config);
  const http = createHttp(now);
  const credential = credentialOf(config, process.env);
  const tokens = createTokens({ http, login: cloud.login, appId, credential, now });
  const connector = createConnector(createApi('Teams', http, tokens), cloud);
  const graph = createGraph(createApi('Graph', http, tokens), cloud);
  const references = createReferences({
    installs: store.installs,
    tenants,
    service: cloud.service,
    now,
  });
  const directory = teamsDirectory({ graph, connector, references, tenants, now });
  const onFailure = (what: string, error: unknown) =>
    report.warn({ err: error, what }, `Microsoft did not say who or what ${what} is.`);
  const configured = deps.people.map(configuredPerson);
  const people = teamsPeople({
    people: configured,
    tenants,
    directory,
    joined: deps.joined,
    onFailure,
  });
  const install = installs({ connector, references, onFailure });
  const bot = `28:${appId}`;
  const platform = teamsPlatform({
    connector,
    directory,
    references,
    pace: createPace(now),
    bot,
    web: cloud.web,
    tenant,
    accountsOf: accountsOf('teams', configured, tenant),
  });

  return {
    platform,
    people,
    listed: configured,
    connect(useCases, inbox) {
      const inner: TeamsDeps = {
        useCases,
        inbox,
        draw: (content, drawing) =>
          renderCard(content, { ...drawing, chat: chatLink(cloud.web, bot) }),
        tell: createTell({ connector, references, bot }),
        accountOf: createAccountOf({ connector, graph, references, tenant }),
        installed: async (input) => {
          await install.installed(input);
          const { team, place } = input;
          report.info({ team, channel: place.channel }, 'Countersign was added in Teams.');
        },
        removed: async (input) => {
          await install.removed(input);
          const { team, place } = input;
          report.warn({ team, channel: place.channel }, 'Countersign was removed in Teams.');
        },
        forget: directory.forget,
        firstSight: (scope, id) => store.firstSight(scope, id, now()),
        after: deps.after ?? ((ms) => after(ms, undefined, { ref: false })),
        report,
      };
      const dispatch = createDispatch(inner);
      const keys = createSigningKeys({
        metadataUrl: cloud.openId,
        fetchJson: jsonBy(http),
        now,
        after: (ms) => after(ms, undefined, { ref: false }),
      });
      const guard = createTeamsGuard({ cloud, appId, tenants, keys, now });
      const onRefused = (why: string) =>
        report.warn({ why }, 'An activity that Teams did not vouch for was refused.');
      return {
        routes: [teamsRoutes({ guard, dispatch, onRefused })],
        check: tokenCheck(() => tokens.get({ tenant, scope: cloud.botScope })),
        takeUp: createTakeUp(inner),
      };
    },
    close: () => http.close(),
  };
}

/** The cloud's addresses, with those of the configuration in their place. */
function cloudOf({ cloud, endpoints = {} }: TeamsConfig): Cloud {
  const { login, openId, graph, service, web } = endpoints;
  const known: Cloud = clouds[cloud];
  return {
    ...known,
    ...(login === undefined ? {} : { login: bare(login) }),
    ...(openId === undefined ? {} : { openId }),
    ...(graph === undefined ? {} : { graph: bare(graph) }),
    ...(web === undefined ? {} : { web: bare(web) }),
    ...(service === undefined ? {} : { service, services: [new URL(service).origin] }),
  };
}

function bare(url: string): string {
  return url.replace(/\/+$/u, '');
}

function configuredPerson({ id, name, email, teams }: PersonConfig): ConfiguredPerson {
  return {
    id,
    name,
    emails: email === undefined ? [] : [email],
    accounts: teams.map(({ tenant, user }) => ({ platform: 'teams' as const, team: tenant, user })),
  };
}

function jsonBy(http: Http): (url: string) => Promise<unknown> {
  return async (url) => {
    const { status, body } = await http({ method: 'GET', url, headers: {}, timeoutMs: 3_000 });
    if (status !== 200) throw new Error(`The answer has status ${status}, not 200.`);
    return body;
  };
}

/** Tokens are kept: this asks Entra once an hour. Whoever does not answer has refused nothing. */
function tokenCheck(token: () => Promise<string>): Check {
  return async () => {
    try {
      await token();
      return { ok: true };
    } catch (error) {
      const { status = 500, message } = TeamsCallError.unanswered('Entra', error);
      if (status === 429 || status >= 500) return { ok: true };
      return { ok: false, reason: `Countersign gets no token for Teams: ${message}` };
    }
  };
}
