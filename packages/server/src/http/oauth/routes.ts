import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Context } from '../../app/context.ts';
import type { Inspector } from '../../app/grants/inspect-grant.ts';
import { giveBackToken } from '../../app/grants/revoke-grant.ts';
import type { Authenticate } from '../caller.ts';
import { presentedIn } from './basic.ts';
import { JWKS, metadata } from './discovery.ts';
import { answerOAuthErrors, OAuthError } from './error.ts';
import { exchange } from './exchange.ts';
import { formOf, readForms } from './form.ts';
import { introspect } from './introspect.ts';

/** Proves a resource server or an operator, or throws a Fault. */
export type AuthenticateInspector = (authorization: string | undefined) => Promise<Inspector>;

const hide = { schema: { hide: true } };

/** What relying parties and OAuth clients speak: discovery, keys, exchange, introspection, revocation. */
export function oauthRoutes(deps: {
  ctx: Context;
  authenticate: Authenticate;
  authenticateInspector: AuthenticateInspector;
}): FastifyPluginAsync {
  const { ctx, authenticate, authenticateInspector } = deps;
  const { issuer } = ctx;
  const cached = (reply: FastifyReply) =>
    reply.header('cache-control', `public, max-age=${issuer.cacheSeconds}`);
  return async (app) => {
    answerOAuthErrors(app);
    readForms(app);
    for (const path of ['openid-configuration', 'oauth-authorization-server']) {
      app.get(`/.well-known/${path}`, hide, async (_, reply) => {
        cached(reply);
        return metadata(issuer);
      });
    }
    app.get(JWKS, hide, async (_, reply) => {
      cached(reply).type('application/jwk-set+json');
      return JSON.stringify(issuer.published());
    });
    app.post('/oauth/token', hide, async ({ body }, reply) => {
      reply.header('cache-control', 'no-store');
      return exchange(ctx, authenticate, body);
    });
    app.post('/oauth/introspect', hide, async ({ headers, body }, reply) => {
      reply.header('cache-control', 'no-store');
      const { authorization, clientId } = presentedIn(headers.authorization);
      const inspector = await authenticateInspector(authorization).catch(asClientError);
      if (clientId !== undefined && clientId !== inspector.id) throw otherName();
      return introspect(ctx, inspector, body);
    });
    app.post('/oauth/revoke', hide, async ({ body }, reply) => {
      reply.header('cache-control', 'no-store');
      await giveBackToken(ctx, formOf(body).wanted('token'));
      return reply.code(200).send();
    });
  };
}

function asClientError(thrown: unknown): never {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'unauthenticated') {
    throw thrown;
  }
  throw new OAuthError(
    'invalid_client',
    'This takes the key of a resource server or of an operator. Both are in the configuration, under resourceServers and operators.',
    'unauthenticated',
  );
}

/** A key that was mixed up with another system's would count uses in that one's name. */
function otherName(): OAuthError {
  const message =
    'The user name of HTTP Basic is the id that the key belongs to in the configuration, under resourceServers or operators, and this is another one.';
  return new OAuthError('invalid_client', message, 'unauthenticated');
}
