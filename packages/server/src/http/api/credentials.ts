import { credential, credentialAsk, openCredentials } from '@countersign/core/wire/credential';
import { problem } from '@countersign/core/wire/problem';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { listCredentials } from '../../app/credentials/list-credentials.ts';
import { openCredential } from '../../app/credentials/open-credential.ts';
import { revocations } from '../../app/credentials/revocations.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { operatorsOnly } from './operator.ts';
import type { ProvePerson } from '../session/people.ts';

const secured = { security: [{ bearer: [] }] };

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
          ...secured,
          operationId: 'openCredential',
          summary: 'Open a system for the approved change, until the grant ends',
          params: z.object({ id: z.string().max(100) }),
          headers: z.object({
            'idempotency-key': z
              .string()
              .regex(/^[\x21-\x7e]{1,200}$/u, 'must be 1 to 200 visible ASCII characters')
              .optional(),
          }),
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
          security: [{ bearer: [] }, { session: [] }],
          operationId: 'listCredentials',
          summary: 'What grants hold open, first what could not be closed',
          querystring: z.strictObject({
            limit: z.coerce.number().int().min(1).max(100).default(20),
          }),
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
