import type { FastifyInstance } from 'fastify';
import { isObject } from '../../json.ts';
import { lifetimeSeconds } from '../access-tokens.ts';
import { serve } from '../serve.ts';
import type { Teams } from '../teams.ts';
import { registerIdentityEndpoint } from './identity-endpoint.ts';
import { botFrameworkMetadata, entraMetadata, instanceDiscovery } from './metadata.ts';
import { type Form, requestToken } from './token.ts';

interface InTenant {
  Params: { tenant: string };
}

/** The token endpoint, and the documents with which tokens are verified. */
export function registerEntra(app: FastifyInstance, teams: Teams): void {
  app.post<InTenant>('/:tenant/oauth2/v2.0/token', (request, reply) =>
    serve(teams, request, reply, { face: 'entra', operation: 'token' }, async () => {
      const form = isObject(request.body) ? (request.body as Form) : {};
      const { value } = await requestToken(teams, request.params.tenant, form);
      const lifetime = { expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds };
      return { status: 200, body: { token_type: 'Bearer', ...lifetime, access_token: value } };
    }),
  );
  app.get('/v1/.well-known/openidconfiguration', (request, reply) =>
    serve(teams, request, reply, { face: 'entra', operation: 'openidMetadata' }, () => ({
      status: 200,
      body: botFrameworkMetadata(teams),
    })),
  );
  app.get('/v1/.well-known/keys', (request, reply) =>
    serve(teams, request, reply, { face: 'entra', operation: 'keys' }, () => ({
      status: 200,
      body: { keys: teams.keys.published() },
    })),
  );
  app.get<InTenant>('/:tenant/v2.0/.well-known/openid-configuration', (request, reply) =>
    reply.send(entraMetadata(teams, request.params.tenant)),
  );
  app.get<InTenant>('/:tenant/discovery/v2.0/keys', (_request, reply) =>
    reply.send({ keys: [teams.entraKey.jwk] }),
  );
  app.get<InTenant>('/:tenant/discovery/instance', (_request, reply) =>
    reply.send(instanceDiscovery(teams)),
  );
  registerIdentityEndpoint(app, teams);
}
