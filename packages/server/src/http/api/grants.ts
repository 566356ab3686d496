import { grantAsk, grantView, issuedGrant } from '@countersign/core/wire/grant-view';
import { problem } from '@countersign/core/wire/problem';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { issueGrant } from '../../app/grants/issue-grant.ts';
import { giveBackGrant, revokeByOperator } from '../../app/grants/revoke-grant.ts';
import { showGrant } from '../../app/grants/show-grant.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { personOf, type ProvePerson } from '../session/people.ts';
import { byId, forBots, forPeopleToo } from './inputs.ts';
import { operatorsOnly } from './operator.ts';

/** What bots call: take the grant of an approval, look at it, give it back. */
export function grantRoutes(deps: {
  ctx: Context;
  authenticate: Authenticate;
}): FastifyPluginAsyncZod {
  const { ctx, authenticate } = deps;
  return async (app) => {
    const callerOf = proveCallers(app, authenticate);
    app.post(
      '/v1/requests/:id/grant',
      {
        schema: {
          ...forBots,
          operationId: 'issueGrant',
          summary: 'Take the grant of an approval, for the run that has started',
          params: byId,
          body: grantAsk,
          response: { 200: issuedGrant, default: problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { grant, audience, token } = await issueGrant(
          ctx,
          callerOf(request),
          id,
          request.body,
        );
        reply.header('cache-control', 'no-store');
        return {
          id: grant.id,
          request: id,
          digest: grant.digest,
          token,
          audience,
          scope: grant.scope,
          targets: grant.targets,
          expiresAt: new Date(grant.expiresAt).toISOString(),
        };
      },
    );

    app.get(
      '/v1/grants/:id',
      {
        schema: {
          ...forBots,
          operationId: 'getGrant',
          summary: 'A grant of the caller’s own, without its token',
          params: byId,
          response: { 200: grantView, default: problem },
        },
      },
      async (request) => showGrant(ctx, callerOf(request), request.params.id),
    );

    app.post(
      '/v1/grants/:id/revoke',
      {
        schema: {
          ...forBots,
          operationId: 'giveBackGrant',
          summary: 'Give a grant back: nothing is opened by it from now on',
          params: byId,
          response: { 200: grantView, default: problem },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await giveBackGrant(ctx, caller, request.params.id);
        return showGrant(ctx, caller, request.params.id);
      },
    );
  };
}

/** What operators and those who keep the register call. */
export function operatorGrantRoutes(deps: {
  ctx: Context;
  authenticateOperator: Authenticate;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsyncZod {
  const { ctx, authenticateOperator, provePerson } = deps;
  return async (app) => {
    const callerOf = proveCallers(app, operatorsOnly(authenticateOperator), provePerson);
    app.post(
      '/v1/operator/grants/:id/revoke',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'revokeGrant',
          summary: 'Revoke a grant of any identity',
          params: byId,
          response: { 200: z.object({ id: z.string() }), default: problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        const by = personOf(request)?.person.id ?? callerOf(request).identity.id;
        await revokeByOperator(ctx, by, id);
        return { id };
      },
    );
  };
}
