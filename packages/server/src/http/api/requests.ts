import {
  outcomeReport,
  requestPage,
  requestView,
  runStart,
  status,
} from '@countersign/core/wire/request-view';
import { problem } from '@countersign/core/wire/problem';
import { submission } from '@countersign/core/wire/submission';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { evidenceFor, evidenceOf } from '../../app/read-log.ts';
import type { Context } from '../../app/context.ts';
import { findRequest } from '../../app/find-request.ts';
import { listRequests } from '../../app/list-requests.ts';
import { loadView, viewIn } from '../../app/load-view.ts';
import { reportOutcome } from '../../app/report-outcome.ts';
import { listForPerson, showToPerson } from '../../app/sessions/read-requests.ts';
import { startRun } from '../../app/start-run.ts';
import { submitRequest } from '../../app/submit-request.ts';
import { untilDecided } from '../../app/until-decided.ts';
import type { Waiters } from '../../app/waiters.ts';
import { withdrawRequest } from '../../app/withdraw-request.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { personOf, readerOf, type ProvePerson } from '../session/people.ts';
import { byId, forBots, forPeopleToo, idempotent, limit } from './inputs.ts';
import { waitSeconds } from './prefer.ts';
import { streamRequest } from './stream.ts';

const waiting = z.object({ prefer: z.string().max(200).optional() });

/** Looking people up takes time, so that who only waits for the decision does not. */
const included = z.strictObject({ include: z.literal('people').optional() });

/** What bots call: ask, wait, withdraw, report, prove. */
export function requestRoutes(deps: {
  ctx: Context;
  waiters: Waiters;
  authenticate: Authenticate;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsyncZod {
  const { ctx, waiters, authenticate, provePerson } = deps;
  return async (app) => {
    const callerOf = proveCallers(app, authenticate, provePerson);
    app.post(
      '/v1/requests',
      {
        schema: {
          ...forBots,
          operationId: 'submitRequest',
          summary: 'Ask for a decision',
          headers: idempotent,
          body: submission,
          response: { 200: requestView, 201: requestView, default: problem },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const key = request.headers['idempotency-key'];
        const asked = await submitRequest(ctx, caller, request.body, key);
        reply.code(asked.created ? 201 : 200).header('location', `/v1/requests/${asked.id}`);
        return asked.created
          ? viewIn(ctx, asked.request, asked.submission)
          : loadView(ctx, caller, asked.id);
      },
    );

    app.get(
      '/v1/requests',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listRequests',
          summary: 'The caller’s own requests, newest first; all requests for a person',
          querystring: z.strictObject({
            status: status.optional(),
            after: z.string().max(100).optional(),
            limit,
          }),
          response: { 200: requestPage, default: problem },
        },
      },
      async (request) =>
        personOf(request)
          ? listForPerson(ctx, request.query)
          : listRequests(ctx, callerOf(request), request.query),
    );

    app.get(
      '/v1/requests/:id',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'getRequest',
          summary: 'A request; with Prefer: wait=30 held until it is decided',
          params: byId,
          headers: waiting,
          querystring: included,
          response: { 200: requestView, default: problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const how = { people: request.query.include === 'people' };
        if (personOf(request)) return showToPerson(ctx, id, { ...how, reader: readerOf(request) });
        const caller = callerOf(request);
        const seconds = waitSeconds(request.headers.prefer);
        if (seconds > 0) {
          await hold(reply, seconds, (signal) =>
            untilDecided(ctx, waiters, { caller, id, signal }),
          );
        }
        return loadView(ctx, caller, id, how);
      },
    );

    app.get(
      '/v1/requests/:id/events',
      {
        // It would hold a connection, and say nothing.
        exposeHeadRoute: false,
        schema: {
          ...forBots,
          operationId: 'watchRequest',
          summary: 'The request as server-sent events, until it is decided',
          params: byId,
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        await findRequest(ctx, caller, request.params.id);
        return streamRequest({ ctx, waiters, caller, id: request.params.id }, reply);
      },
    );

    app.post(
      '/v1/requests/:id/withdraw',
      {
        schema: {
          ...forBots,
          operationId: 'withdrawRequest',
          summary: 'Take a request back',
          params: byId,
          response: { 200: requestView, default: problem },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await withdrawRequest(ctx, caller, request.params.id);
        return loadView(ctx, caller, request.params.id);
      },
    );

    app.post(
      '/v1/requests/:id/start',
      {
        schema: {
          ...forBots,
          operationId: 'startRun',
          summary: 'Take the approval for one run of the command, before it begins',
          params: byId,
          body: runStart,
          response: { 200: requestView, default: problem },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await startRun(ctx, caller, request.params.id, request.body.run);
        return loadView(ctx, caller, request.params.id);
      },
    );

    app.post(
      '/v1/requests/:id/outcome',
      {
        schema: {
          ...forBots,
          operationId: 'reportOutcome',
          summary: 'Report how the approved command ended',
          params: byId,
          body: outcomeReport,
          response: { 200: requestView, default: problem },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await reportOutcome(ctx, caller, request.params.id, request.body);
        return loadView(ctx, caller, request.params.id);
      },
    );

    app.get(
      '/v1/requests/:id/evidence',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'getEvidence',
          summary: 'What proves the decision offline',
          params: byId,
        },
      },
      async (request) =>
        personOf(request)
          ? evidenceOf(ctx, request.params.id)
          : evidenceFor(ctx, callerOf(request), request.params.id),
    );
  };
}

/** Waits no longer than asked, and not for a caller who has hung up. */
async function hold(
  reply: FastifyReply,
  seconds: number,
  until: (signal: AbortSignal) => Promise<'decided' | 'over' | 'stopping'>,
): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  const timer = setTimeout(leave, seconds * 1_000);
  reply.raw.once('close', leave);
  // Who hung up while it was found out who calls is not heard any more.
  if (reply.raw.destroyed) leave();
  try {
    const why = await until(gone.signal);
    reply.header('preference-applied', `wait=${seconds}`);
    // A connection that stays open would keep the server from stopping.
    if (why === 'stopping') reply.header('retry-after', 1).header('connection', 'close');
  } finally {
    clearTimeout(timer);
    reply.raw.off('close', leave);
  }
}
