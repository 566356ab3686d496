import { permissionsOf, roles, type Permission } from '@countersign/core/roles';
import { problem } from '@countersign/core/wire/problem';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { ATTEMPT_MS, beginSignIn } from '../../app/sessions/begin-sign-in.ts';
import { endSession, signOut } from '../../app/sessions/end-session.ts';
import { finishSignIn } from '../../app/sessions/finish-sign-in.ts';
import { listSessions } from '../../app/sessions/list-sessions.ts';
import { attemptLimit } from './attempts.ts';
import { ownCookie } from './cookies.ts';
import { csrfToken } from './csrf.ts';
import { requireSession, signedInBy, type PeopleDeps, type ProvePerson } from './people.ts';
import { returnAddress } from './return-to.ts';

const secured = { security: [{ session: [] }] };
const instant = z.iso.datetime();
const whoAmI = z
  .object({
    person: z.object({ id: z.string(), name: z.string() }),
    roles: z.array(z.enum(roles)),
    permissions: z.array(z.custom<Permission>().meta({ type: 'string' })),
    /** Goes into the header x-countersign-csrf of calls that change something. */
    csrf: z.string(),
    session: z.object({ id: z.string(), startedAt: instant, expiresAt: instant }),
  })
  .meta({ id: 'WhoAmI' });
const openSessions = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        /** The one that asks. */
        current: z.boolean(),
        startedAt: instant,
        seenAt: instant,
        expiresAt: instant,
      }),
    ),
  })
  .meta({ id: 'Sessions' });

/** How people sign in and out, and what they are. */
export function sessionRoutes(deps: {
  ctx: Context;
  people: PeopleDeps;
  provePerson: ProvePerson;
}): FastifyPluginAsyncZod {
  const { ctx, provePerson } = deps;
  const { signIn, publicUrl, attemptsPerMinute } = deps.people;
  const session = ownCookie('countersign', publicUrl);
  const begun = ownCookie('countersign-sign-in', publicUrl);
  const [mayBegin, mayFinish] = [
    attemptLimit(attemptsPerMinute, ctx.now),
    attemptLimit(attemptsPerMinute, ctx.now),
  ];

  return async (app) => {
    app.addHook('onRequest', async (_, reply) => {
      // Codes and states in addresses are for nobody else.
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    });

    app.get(
      '/auth/login',
      {
        schema: {
          operationId: 'signIn',
          summary: 'Send a browser to the provider that people sign in by',
          querystring: z.object({ return_to: z.string().optional() }),
          response: { default: problem },
        },
      },
      async (request, reply) => {
        mayBegin(request.ip);
        const to = returnAddress(request.query.return_to, publicUrl);
        const { url, sealed } = await beginSignIn(ctx, signIn, to);
        reply.header('set-cookie', begun.set(sealed, ATTEMPT_MS));
        return reply.redirect(url, 303);
      },
    );

    app.get(
      '/auth/callback',
      {
        schema: {
          operationId: 'finishSignIn',
          summary: 'Where the provider sends the browser back to',
          response: { default: problem },
        },
      },
      async (request, reply) => {
        mayFinish(request.ip);
        // Whatever comes of it, what this browser began is over.
        reply.header('set-cookie', begun.clear());
        const { cookie: header } = request.headers;
        const [, query = ''] = /\?(.*)$/su.exec(request.url) ?? [];
        const { cookie, returnTo } = await finishSignIn(ctx, signIn, {
          query,
          sealed: begun.read(header),
          cookie: session.read(header),
        });
        reply.header('set-cookie', session.set(cookie, signIn.absoluteMs));
        return reply.redirect(returnTo, 303);
      },
    );

    await app.register(async (own) => {
      requireSession(own, provePerson);
      ownRoutes(own);
    });
  };

  function ownRoutes(app: Parameters<FastifyPluginAsyncZod>[0]): void {
    app.post(
      '/auth/logout',
      {
        schema: {
          ...secured,
          operationId: 'signOut',
          summary: 'End this session',
          response: { default: problem },
        },
      },
      async (request, reply) => {
        await signOut(ctx, signedInBy(request));
        return noContent(reply.header('set-cookie', session.clear()));
      },
    );

    app.get(
      '/v1/session',
      {
        schema: {
          ...secured,
          operationId: 'whoAmI',
          summary:
            'Who is signed in, what they may do, and the token for calls that change something',
          response: { 200: whoAmI, default: problem },
        },
      },
      async (request) => {
        const { person, roles: held, session: mine } = signedInBy(request);
        return {
          person,
          roles: held,
          permissions: permissionsOf(held),
          csrf: csrfToken(session.read(request.headers.cookie) ?? ''),
          session: {
            id: mine.id,
            startedAt: new Date(mine.startedAt).toISOString(),
            expiresAt: new Date(mine.expiresAt).toISOString(),
          },
        };
      },
    );

    app.get(
      '/v1/sessions',
      {
        schema: {
          ...secured,
          operationId: 'listSessions',
          summary: 'Where one is signed in; an admin may ask for another person',
          querystring: z.strictObject({ person: z.string().max(100).optional() }),
          response: { 200: openSessions, default: problem },
        },
      },
      async (request) => ({
        items: await listSessions(ctx, signIn, signedInBy(request), request.query.person),
      }),
    );

    app.delete(
      '/v1/sessions/:id',
      {
        schema: {
          ...secured,
          operationId: 'endSession',
          summary: 'End one of one’s sessions; an admin may end anybody’s',
          params: z.object({ id: z.string().max(100) }),
          response: { default: problem },
        },
      },
      async (request, reply) => {
        await endSession(ctx, signedInBy(request), request.params.id);
        return noContent(reply);
      },
    );
  }
}

function noContent(reply: Pick<FastifyReply, 'code'>): FastifyReply {
  return reply.code(204).send();
}
