import swagger from '@fastify/swagger';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
} from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Context } from '../app/context.ts';
import type { Waiters } from '../app/waiters.ts';
import type { Metrics } from '../metrics.ts';
import { version } from '../version.ts';
import { logRoutes } from './api/log.ts';
import { operatorRoutes } from './api/operator.ts';
import { policyRoutes } from './api/policy.ts';
import { requestRoutes } from './api/requests.ts';
import type { Authenticate } from './caller.ts';
import { answerClientErrors, answerErrors, answerFrameworkErrors } from './errors.ts';
import { readBodies } from './json.ts';
import { operationsRoutes, type Check } from './operations.ts';
import { validatorCompiler } from './validate.ts';

/** A change of 1 MB, with its JSON escapes. */
const BODY_LIMIT = 2 * 1_024 * 1_024;

export type HttpDeps = {
  ctx: Context;
  waiters: Waiters;
  authenticate: Authenticate;
  authenticateOperator: Authenticate;
  metrics: Metrics;
  checks: { [name: string]: Check };
  vkey: string;
  logger: FastifyBaseLogger;
  /** The chat platforms' own routes, which read raw bytes. */
  platforms: FastifyPluginAsync[];
};

/** All routes of the service; it listens nowhere yet. */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const { ctx, waiters, authenticate, metrics, checks, vkey } = deps;
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Held waits are part of the work: they are answered at once when the server stops.
    forceCloseConnections: 'idle',
    // Longer than any request line: what is too long is told by the route's schema.
    routerOptions: { maxParamLength: 65_536 },
    frameworkErrors: answerFrameworkErrors,
    clientErrorHandler: answerClientErrors,
  });
  app.setValidatorCompiler(validatorCompiler);
  // The views are made here and typed; tests hold them against their schemas.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerErrors(app);
  readBodies(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
  });
  await app.register(swagger, openapi);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(requestRoutes({ ctx, waiters, authenticate }));
  await app.register(policyRoutes({ ctx, authenticate }));
  await app.register(operatorRoutes({ ctx, authenticateOperator: deps.authenticateOperator }));
  await app.register(logRoutes({ ctx, vkey, authorize: authenticate }));
  await app.register(operationsRoutes({ checks, metrics }));
  for (const platform of deps.platforms) await app.register(platform);
  return app;
}

const openapi = {
  openapi: {
    openapi: '3.1.0' as const,
    info: {
      title: 'Countersign',
      description:
        'A bot asks, a person countersigns, the change happens, and anyone can prove it later.',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        bearer: {
          type: 'http' as const,
          scheme: 'bearer',
          description: 'An API key, or an OIDC token of a configured issuer.',
        },
      },
    },
  },
  transform: jsonSchemaTransform,
  transformObject: jsonSchemaTransformObject,
};
