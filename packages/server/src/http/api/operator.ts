import { approverFigures } from '@countersign/core/wire/approver-figures';
import { deadDeliveryPage } from '@countersign/core/wire/delivery-view';
import { problem } from '@countersign/core/wire/problem';
import { requestPage, status } from '@countersign/core/wire/request-view';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { approverFigures as figuresOf } from '../../app/approver-figures.ts';
import type { Context } from '../../app/context.ts';
import { listDeadDeliveries, retryDelivery } from '../../app/dead-deliveries.ts';
import { Fault } from '../../app/fault.ts';
import { listAllRequests } from '../../app/list-requests.ts';
import { listForPerson } from '../../app/sessions/read-requests.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { personOf, type ProvePerson } from '../session/people.ts';
import { byId, forPeopleToo, limit } from './inputs.ts';

/** What operators call, with keys of their own: a bot's key opens nothing here. */
export function operatorRoutes(deps: {
  ctx: Context;
  authenticateOperator: Authenticate;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsyncZod {
  const { ctx, authenticateOperator, provePerson } = deps;
  return async (app) => {
    const callerOf = proveCallers(app, operatorsOnly(authenticateOperator), provePerson);
    app.get(
      '/v1/operator/deliveries/dead',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listDeadDeliveries',
          summary: 'Deliveries that were given up, oldest first',
          querystring: z.strictObject({
            after: z.string().max(100).optional(),
            limit,
          }),
          response: { 200: deadDeliveryPage, default: problem },
        },
      },
      async (request) => {
        return listDeadDeliveries(ctx, request.query);
      },
    );

    app.get(
      '/v1/operator/requests',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listAllRequests',
          summary: 'Requests of all identities, newest first: to judge them by a draft of a policy',
          querystring: z.strictObject({
            status: status.optional(),
            after: z.string().max(100).optional(),
            limit,
          }),
          response: { 200: requestPage, default: problem },
        },
      },
      async (request) =>
        personOf(request) ? listForPerson(ctx, request.query) : listAllRequests(ctx, request.query),
    );

    app.get(
      '/v1/approvers',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listApprovers',
          summary: 'How fast people decide, those who decide most first',
          querystring: z.strictObject({ since: z.iso.datetime({ offset: true }).optional() }),
          response: { 200: approverFigures, default: problem },
        },
      },
      async ({ query: { since } }) =>
        figuresOf(ctx, { since: since === undefined ? undefined : Date.parse(since) }),
    );

    app.post(
      '/v1/operator/deliveries/:id/retry',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'retryDelivery',
          summary: 'Try a dead delivery again',
          params: byId,
          response: { 202: z.object({ id: z.string() }), default: problem },
        },
      },
      async (request, reply) => {
        const by = personOf(request)?.person ?? callerOf(request);
        await retryDelivery(ctx, by, request.params.id);
        reply.code(202);
        return { id: request.params.id };
      },
    );
  };
}

/** Which keys bots have is not known here, so nobody learns whether theirs is one. */
export function operatorsOnly(authenticate: Authenticate): Authenticate {
  return async (authorization) => {
    try {
      return await authenticate(authorization);
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'unauthenticated') throw error;
      throw new Fault(
        error.code,
        'This takes an operator’s key, and what was sent is none; the key of a bot opens nothing here. Operators are named under operators in the configuration.',
      );
    }
  };
}
