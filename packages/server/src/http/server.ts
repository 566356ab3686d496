import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
} from 'fastify';
import type { Context } from '../app/context.ts';
import type { Register } from '../app/identities/register.ts';
import type { Waiters } from '../app/waiters.ts';
import type { Metrics } from '../metrics.ts';
import type { ChatUseCases } from '../ports/chat-use-cases.ts';
import { grantRoutes, operatorGrantRoutes } from './api/grants.ts';
import { identityRoutes } from './api/identities.ts';
import { credentialOperatorRoutes, credentialRoutes, revocationRoutes } from './api/credentials.ts';
import { logRoutes } from './api/log.ts';
import { operatorRoutes } from './api/operator.ts';
import { policyRoutes } from './api/policy.ts';
import { requestRoutes } from './api/requests.ts';
import type { Authenticate } from './caller.ts';
import { answerClientErrors, answerErrors, answerFrameworkErrors } from './errors.ts';
import { readBodies } from './json.ts';
import { refuseNul } from './nul.ts';
import { oauthRoutes, type AuthenticateInspector } from './oauth/routes.ts';
import { operationsRoutes, type Check } from './operations.ts';
import { provePeople, type PeopleDeps } from './session/people.ts';
import { sessionRoutes } from './session/routes.ts';
import { voteRoutes } from './session/votes.ts';
import { checkByZod, withoutCompilers } from './validate.ts';

/** A change of 1 MB, with its JSON escapes. */
const BODY_LIMIT = 2 * 1_024 * 1_024;
const ARRIVES_WITHIN_MS = 60_000;

export type HttpDeps = {
  ctx: Context;
  waiters: Waiters;
  authenticate: Authenticate;
  authenticateOperator: Authenticate;
  authenticateInspector: AuthenticateInspector;
  register: Register;
  metrics: Metrics;
  checks: { [name: string]: Check };
  vkey: string;
  logger: FastifyBaseLogger;
  /** The chat platforms' own routes, which read raw bytes. */
  platforms: FastifyPluginAsync[];
  /** Where people can sign in. */
  people?: PeopleDeps;
  /** Takes their votes, and counts them. */
  castVote: ChatUseCases['castVote'];
};

/** All routes of the service; it listens nowhere yet. */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const { ctx, waiters, authenticate, metrics, checks, vkey, people } = deps;
  const provePerson = people && provePeople(ctx, people);
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Held waits are part of the work: they are answered at once when the server stops.
    forceCloseConnections: 'idle',
    // So is what comes by a connection that is kept meanwhile: a click is not lost by a restart.
    return503OnClosing: false,
    // All of a request must be here by then: bodies that never end would hold sockets for ever.
    requestTimeout: ARRIVES_WITHIN_MS,
    // Longer than any request line: what is too long is told by the route's schema.
    routerOptions: { maxParamLength: 65_536 },
    frameworkErrors: answerFrameworkErrors,
    clientErrorHandler: answerClientErrors,
    schemaController: withoutCompilers,
  });
  checkByZod(app);
  refuseNul(app);
  answerErrors(app, async () => (await ctx.store.ready().catch(() => null))?.ok === true);
  readBodies(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
  });
  app.addHook('onClose', () => metrics.settled());
  const routes = [
    requestRoutes({ ctx, waiters, authenticate, provePerson }),
    grantRoutes({ ctx, authenticate }),
    operatorGrantRoutes({ ctx, authenticateOperator: deps.authenticateOperator, provePerson }),
    oauthRoutes({ ctx, authenticate, authenticateInspector: deps.authenticateInspector }),
    policyRoutes({ ctx, authenticate }),
    operatorRoutes({ ctx, authenticateOperator: deps.authenticateOperator, provePerson }),
    identityRoutes({
      ctx,
      register: deps.register,
      authenticateOperator: deps.authenticateOperator,
      provePerson,
    }),
    credentialRoutes({ ctx, authenticate }),
    credentialOperatorRoutes({
      ctx,
      authenticateOperator: deps.authenticateOperator,
      provePerson,
    }),
    revocationRoutes({ ctx }),
    logRoutes({ ctx, vkey, authorize: authenticate, provePerson }),
    ...(people && provePerson ? [sessionRoutes({ ctx, people, provePerson })] : []),
    ...(provePerson ? [voteRoutes({ ctx, provePerson, castVote: deps.castVote })] : []),
    operationsRoutes({ checks, metrics }),
  ];
  for (const plugin of routes) await app.register(plugin);
  let document: Promise<object> | undefined;
  app.get('/openapi.json', () => (document ??= describe(routes)));
  for (const platform of deps.platforms) await app.register(platform);
  return app;
}

/** Loaded when it is asked for: most services are never asked, and it takes fifty modules. */
async function describe(routes: FastifyPluginAsync[]): Promise<object> {
  const { describeRoutes } = await import('./openapi.ts');
  return describeRoutes(routes);
}
