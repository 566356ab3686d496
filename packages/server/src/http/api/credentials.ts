import { credential, credentialAsk, openCredentials } from '@countersign/core/wire/credential';
import { problem } from '@countersign/core/wire/problem';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { listCredentials } from '../../app/credentials/list-credentials.ts';
import { openCredential } from '../../app/credentials/open-credential.ts';
import { revocations } from '../../app/credentials/revocations.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { byId, forBots, forPeopleToo, idempotent, limit } from './inputs.ts';
import { operatorsOnly } from './operator.ts';
import type { ProvePerson } from '../session/people.ts';

/** What bots call to have a system opened by their grant. */
export function credentialRoutes(deps: {
  ctx: Context;
  authenticate: Authenticate;
}): FastifyPluginAsyncZod {
  const { ctx, authenticate } = deps;
  return async (app) => {
    const callerOf = proveCallers(app, authenticate);
    app.post(
      '/v1/grants/:id/credentials',
      {
        schema: {
          ...forBots,
          operationId: 'openCredential',
          summary: 'Open a system for the approved change, until the grant ends',
          params: byId,
          headers: idempotent,
          body: credentialAsk,
          response: { 201: credential, default: problem },
        },
      },
      async (request, reply) => {
        const key = request.headers['idempotency-key'] ?? null;
        const input = { ...request.body, key };
        const opened = await openCredential(ctx, callerOf(request), request.params.id, input);
        reply.code(201).header('cache-control', 'no-store');
        return opened;
      },
    );
  };
}

/** What operators see of it. */
export function credentialOperatorRoutes(deps: {
  ctx: Context;
  authenticateOperator: Authenticate;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsyncZod {
  const { ctx, authenticateOperator, provePerson } = deps;
  return async (app) => {
    proveCallers(app, operatorsOnly(authenticateOperator), provePerson);
    app.get(
      '/v1/operator/credentials',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listCredentials',
          summary: 'What grants hold open, first what could not be closed',
          querystring: z.strictObject({ limit }),
          response: { 200: openCredentials, default: problem },
        },
      },
      async (request) => listCredentials(ctx, request.query),
    );
  };
}

/** What hosts of SSH fetch; they have no credential, and it names nobody. */
export function revocationRoutes({ ctx }: { ctx: Context }): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/v1/targets/:name/revoked',
      {
        schema: {
          operationId: 'revokedCertificates',
          summary: 'Certificates of SSH that ended early, as sshd reads it (RevokedKeys)',
          params: z.object({ name: z.string().max(64) }),
        },
      },
      async (request, reply) => {
        const list = await revocations(ctx, request.params.name);
        reply.type('application/octet-stream').header('cache-control', 'no-store');
        return Buffer.from(list);
      },
    );
  };
}
