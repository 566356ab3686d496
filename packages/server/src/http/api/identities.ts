import {
  identityInput,
  identityPage,
  identityView,
  newIdentity,
  newKey,
  timelinePage,
} from '@countersign/core/wire/identity-view';
import { problem } from '@countersign/core/wire/problem';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { changeIdentity, createIdentity } from '../../app/identities/define-identity.ts';
import {
  addIdentityKey,
  removeIdentityKey,
  rotateIdentityKey,
} from '../../app/identities/identity-keys.ts';
import { listedBy, listIdentities, showIdentity } from '../../app/identities/list-identities.ts';
import type { Register } from '../../app/identities/register.ts';
import { showTimeline } from '../../app/identities/show-timeline.ts';
import { resumeIdentity, suspendIdentity } from '../../app/identities/suspend-identity.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { personOf, type ProvePerson } from '../session/people.ts';
import { byId, forPeopleToo, limit } from './inputs.ts';
import { operatorsOnly } from './operator.ts';

const page = {
  after: z.string().max(200).optional(),
  limit,
};
const DAY_S = 86_400;

/** The register: operators by their keys, people by a session with a role that may. */
export function identityRoutes(deps: {
  ctx: Context;
  register: Register;
  authenticateOperator: Authenticate;
  provePerson: ProvePerson | undefined;
}): FastifyPluginAsyncZod {
  const { ctx, register, authenticateOperator, provePerson } = deps;
  const keeping = { ctx, register };
  return async (app) => {
    const callerOf = proveCallers(app, operatorsOnly(authenticateOperator), provePerson);
    /** Who keeps the register, for the log. */
    const by = (request: FastifyRequest): string => {
      const signedIn = personOf(request);
      return signedIn
        ? `person:${signedIn.person.id}`
        : `operator:${callerOf(request).identity.id}`;
    };

    app.get(
      '/v1/identities',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'listIdentities',
          summary: 'The register, by id; “only” those that are stale, unused, suspended, …',
          querystring: z.strictObject({ only: z.enum(listedBy).optional(), ...page }),
          response: answers(200, identityPage),
        },
      },
      async ({ query }) => listIdentities(register, query),
    );

    app.post(
      '/v1/identities',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'createIdentity',
          summary: 'A new identity, without a key yet',
          body: newIdentity,
          response: answers(201, identityView),
        },
      },
      async (request, reply) => {
        reply.code(201);
        return createIdentity(keeping, by(request), request.body);
      },
    );

    app.get(
      '/v1/identities/:id',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'showIdentity',
          summary: 'An identity as the register knows it',
          params: byId,
          response: answers(200, identityView),
        },
      },
      async ({ params: { id } }) => showIdentity(register, id),
    );

    app.put(
      '/v1/identities/:id',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'changeIdentity',
          summary: 'All that is said of an identity but its keys, anew',
          params: byId,
          body: identityInput,
          response: answers(200, identityView),
        },
      },
      async (request) => changeIdentity(keeping, by(request), request.params.id, request.body),
    );

    app.get(
      '/v1/identities/:id/timeline',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'showTimeline',
          summary: 'Requests with what came of them, and changes of the identity, newest first',
          params: byId,
          querystring: z.strictObject(page),
          response: answers(200, timelinePage),
        },
      },
      async ({ params: { id }, query }) => showTimeline(register, id, query),
    );

    app.post(
      '/v1/identities/:id/suspend',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'suspendIdentity',
          summary: 'It asks for nothing, nothing approved starts, and its grants end',
          params: byId,
          body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
          response: answers(200, identityView),
        },
      },
      async (request) =>
        suspendIdentity(keeping, by(request), request.params.id, request.body.reason),
    );

    app.post(
      '/v1/identities/:id/resume',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'resumeIdentity',
          summary: 'It may ask again; what ended stays ended',
          params: byId,
          response: answers(200, identityView),
        },
      },
      async (request) => resumeIdentity(keeping, by(request), request.params.id),
    );

    app.post(
      '/v1/identities/:id/keys',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'addIdentityKey',
          summary: 'One more API key, shown once; at most two are live',
          params: byId,
          response: answers(201, newKey),
        },
      },
      async (request, reply) => {
        reply.code(201).header('cache-control', 'no-store');
        return addIdentityKey(keeping, by(request), request.params.id);
      },
    );

    app.post(
      '/v1/identities/:id/keys/rotate',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'rotateIdentityKey',
          summary: 'A new API key, shown once; the old one goes on for a while',
          params: byId,
          body: z.strictObject({
            /** How long the old one goes on, in seconds. */
            overlap: z
              .int()
              .min(0)
              .max(30 * DAY_S)
              .default(DAY_S),
          }),
          response: answers(201, newKey),
        },
      },
      async (request, reply) => {
        reply.code(201).header('cache-control', 'no-store');
        const { overlap } = request.body;
        return rotateIdentityKey(keeping, by(request), request.params.id, overlap * 1_000);
      },
    );

    app.delete(
      '/v1/identities/:id/keys/:key',
      {
        schema: {
          ...forPeopleToo,
          operationId: 'removeIdentityKey',
          summary: 'An API key opens nothing from now on',
          params: byId.extend({ key: z.string().max(100) }),
          response: answers(200, identityView),
        },
      },
      async (request) =>
        removeIdentityKey(keeping, by(request), request.params.id, request.params.key),
    );
  };
}

function answers<T extends z.ZodType>(code: 200 | 201, body: T) {
  return { [code]: body, default: problem };
}
