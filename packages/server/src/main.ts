import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Context } from './app/context.ts';
import { endGrantsOfRemoved, endGrantsOfSuspended } from './app/grants/end-grants-of-suspended.ts';
import { createUses } from './app/identities/note-uses.ts';
import { createInbox } from './app/inbox.ts';
import { systemTimer } from './app/loop.ts';
import { createPostings } from './app/postings.ts';
import { createWaiters } from './app/waiters.ts';
import { startBackground } from './background.ts';
import { callerAuthenticator } from './authenticate-caller.ts';
import { inspectorAuthenticator } from './authenticate-inspector.ts';
import { joinPeople } from './chat/both-people.ts';
import type { LoadedConfig } from './config/load.ts';
import { createWebhook } from './connectors/webhook.ts';
import { homesOf, openFallbacks } from './fallbacks.ts';
import { createHttpServer } from './http/server.ts';
import { createAuthenticator } from './identity/authenticate.ts';
import { withSessions } from './identity/people/with-sessions.ts';
import { assertSameLog, isOpenToAll, loadLogKey } from './log-key.ts';
import { idMaker } from './ids.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { createFetchJson } from './outbound/fetch-json.ts';
import { createGuardedFetch } from './outbound/guarded-fetch.ts';
import { changeAuthors } from './change-authors.ts';
import { openIssuer } from './open-issuer.ts';
import { openPolicyBook } from './policy-book.ts';
import { identitiesInFile, openRegister, reportDifferences } from './open-register.ts';
import { createMasker } from './secrets/mask.ts';
import { submissionMasker } from './secrets/mask-submission.ts';
import { createRandom } from './random.ts';
import { openServiceStore } from './open-service-store.ts';
import { openSlack } from './slack.ts';
import { StartError } from './start-error.ts';
import { openTargets } from './targets.ts';
import { chatUseCases } from './use-cases.ts';

export type RunningServer = {
  /** Where it listens, as `http://127.0.0.1:4774`. */
  url: string;
  /** The log's public key. */
  vkey: string;
  /** Lets go of waiters, finishes what is under way, and closes the store. */
  close(): Promise<void>;
};

/** A caller that does not hang up by then is hung up on. */
const CLOSE_WITHIN_MS = 10_000;

/** The composition root: every part is made here, and here alone. */
export async function startServer(config: LoadedConfig): Promise<RunningServer> {
  const logger = createLogger(config.logLevel);
  const now = Date.now;
  const random = createRandom();
  const owner = `${process.pid}-${random.bytes(6).toString('hex')}`;
  const keyFile = join(config.data, 'log.key');
  const signer = loadLogKey(config.log.name, keyFile);
  if (isOpenToAll(keyFile)) {
    logger.warn(
      { file: keyFile },
      'Any user of this machine can sign a log in its name: chmod 600.',
    );
  }
  const store = await openServiceStore(config.store, (err) =>
    logger.error({ err }, 'Who listens to commits failed.'),
  );
  await assertSameLog(signer, store.log, keyFile);
  // A file has one process: what an earlier one had taken up will not be finished by it.
  if (config.store.startsWith('sqlite:')) await store.releaseAll();

  const outbound = createGuardedFetch({
    allowHosts: config.allowHosts,
    timeoutMs: 10_000,
    maxBytes: 1_000_000,
  });
  const joined = config.slack !== undefined && config.teams !== undefined;
  const slack = config.slack
    ? await openSlack({
        config: config.slack,
        people: config.people,
        joined,
        store,
        now,
        report: logger,
      })
    : null;
  // With what proves a token, which who asks in Slack alone need not load.
  const teams = config.teams
    ? (await import('./teams.ts')).openTeams({
        config: config.teams,
        people: config.people,
        joined,
        store,
        now,
        report: logger,
      })
    : null;
  const grants = await openIssuer({
    config,
    store,
    now,
    report: logger,
    address: () => addressOf(http.server.address() as AddressInfo, config.listen.host),
  });
  const fallbacks = await openFallbacks(config.fallbacks, now);
  const targets = await openTargets(config.targets, { data: config.data, now });
  const maskSecrets = createMasker();
  const ctx: Context = {
    store,
    people: withSessions(
      joinPeople({
        ...(slack ? { slack: slack.people } : {}),
        ...(teams ? { teams: teams.people } : {}),
      }),
      {
        people: config.people,
        listed: [slack, teams].flatMap((side) => (side ? [side.listed] : [])),
      },
    ),
    authorsOf: changeAuthors(config.people),
    issuer: grants.issuer,
    policy: await openPolicyBook(store, config.loadedPolicy, now()),
    chats: new Map(
      [slack, teams].flatMap((side) => (side ? [[side.platform.platform, side.platform]] : [])),
    ),
    webhooks: new Map(
      config.webhooks.map((hook) => [hook.name, createWebhook({ ...hook, fetch: outbound, now })]),
    ),
    fallbacks: fallbacks.byName,
    inboxes: new Map(),
    postings: createPostings(systemTimer),
    targets,
    homes: homesOf(config, slack?.home ?? null),
    mask: submissionMasker(),
    maskText: async (text) => (await maskSecrets(text)).text,
    now,
    newId: idMaker(now, random),
    salt: () => random.bytes(16).toString('base64url'),
    mayUse: usable(config),
    postPaceMs: config.pace.postMs,
    identities: identitiesInFile(config),
    limits: config.limits,
    report: logger,
  };

  await endGrantsOfSuspended(ctx, config.identities);
  await endGrantsOfRemoved(ctx, config.identities);
  const waiters = createWaiters(store);
  const metrics = createMetrics({ store, waiters, now });
  const register = openRegister(config, { store, now, randomBytes: (size) => random.bytes(size) });
  const uses = createUses(store.identities, now);
  const useCases = chatUseCases(ctx, metrics);
  const edges = {
    ...(slack ? { slack: slack.connect(useCases, createInbox(ctx, 'slack')) } : {}),
    ...(teams ? { teams: teams.connect(useCases, createInbox(ctx, 'teams')) } : {}),
  };
  if (edges.slack) ctx.inboxes.set('slack', edges.slack.takeUp);
  if (edges.teams) ctx.inboxes.set('teams', edges.teams.takeUp);
  const http = await createHttpServer({
    ctx,
    waiters,
    authenticate: callerAuthenticator(
      createAuthenticator({
        issuers: config.issuers,
        identities: register.known,
        fetchJson: createFetchJson(outbound),
        now,
        firstUse: ({ issuer, jti }) => store.firstSight(`token:${issuer}`, jti, now()),
      }),
      { ...config, used: uses.used },
    ),
    authenticateOperator: callerAuthenticator(
      createAuthenticator({
        issuers: [],
        identities: config.operators.map((operator) => ({ ...operator, oidc: [] })),
        fetchJson: createFetchJson(outbound),
        now,
      }),
      { people: [] },
    ),
    register,
    castVote: (input) => useCases.castVote(input),
    authenticateInspector: inspectorAuthenticator({ ...config, now }),
    metrics,
    checks: {
      store: () => store.ready(),
      ...Object.fromEntries(Object.entries(edges).map(([name, { check }]) => [name, check])),
    },
    vkey: signer.vkey,
    logger,
    platforms: Object.values(edges).flatMap(({ routes }) => routes),
    ...(config.signIn
      ? {
          // With what proves people, which a service that nobody signs in to need not load.
          people: (await import('./sign-in.ts')).openSignIn(
            { ...config, signIn: config.signIn },
            { sessions: store.sessions, fetch: outbound, now, random },
          ),
        }
      : {}),
  });
  await http.listen(config.listen).catch((error: unknown) => cannotListen(config.listen, error));
  const background = startBackground({
    ctx,
    signer,
    owner,
    noteUses: () => uses.flush(),
    lookAtKeys: grants.look,
  });
  const url = addressOf(http.server.address() as AddressInfo, config.listen.host);
  void reportDifferences(register, logger).catch((err: unknown) =>
    logger.error({ err }, 'The register could not be read.'),
  );
  // Under a name that the logger does not take for a webhook's address.
  logger.info({ at: url, store: config.store.split(':')[0] }, 'Countersign is listening.');
  if (ctx.chats.size === 0) {
    logger.warn('Nobody decides in chat: neither slack nor teams is in the configuration.');
  }

  return {
    url,
    vkey: signer.vkey,
    async close() {
      // First everybody who waits, else closing would wait for them.
      waiters.stop();
      const patience = systemTimer(() => http.server.closeAllConnections(), CLOSE_WITHIN_MS);
      await http.close();
      patience.cancel();
      await edges.slack?.close();
      await background.stop();
      await Promise.all([outbound.close(), fallbacks.close(), teams?.close()]);
      await store.close();
      logger.info('Countersign has stopped.');
    },
  };
}

function cannotListen({ host, port }: LoadedConfig['listen'], error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new StartError(
    `The service can't listen on ${host}, port ${port}: ${reason}. Change listen in the configuration, or HOST and PORT.`,
    { cause: error },
  );
}

function addressOf({ port }: Pick<AddressInfo, 'port'>, host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Ids of different platforms don't look alike. */
function usable({ channels }: LoadedConfig): Context['mayUse'] {
  if (channels === undefined) return () => true;
  const listed = new Set([...channels.slack, ...channels.teams]);
  return (channel) => listed.has(channel);
}
