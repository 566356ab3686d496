import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { lifetimeSeconds } from '../access-tokens.ts';
import { serve } from '../serve.ts';
import type { Teams } from '../teams.ts';
import { isResource, issue } from './token.ts';

const query = z.object({
  resource: z.string(),
  client_id: z.string().optional(),
});

/**
 * A virtual machine's instance metadata service, where a managed identity gets its tokens.
 * Source: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export function registerIdentityEndpoint(app: FastifyInstance, teams: Teams): void {
  const answer = (request: FastifyRequest, reply: FastifyReply) =>
    serve(teams, request, reply, { face: 'entra', operation: 'token' }, async () => {
      if (request.headers['metadata'] !== 'true')
        return refused('Required metadata header not specified');
      const asked = query.safeParse(request.query);
      if (!asked.success) return refused('Invalid or missing resource');
      const { resource, client_id = teams.bot.appId } = asked.data;
      if (!isResource(teams, resource)) return refused('Invalid or missing resource');
      if (client_id !== teams.bot.appId) return refused('Identity not found');
      const token = await issue(teams, resource, teams.directory.tenantId);
      return {
        status: 200,
        body: {
          access_token: token.value,
          client_id,
          expires_in: String(lifetimeSeconds),
          expires_on: String(Math.floor(token.expiresAt / 1000)),
          not_before: String(Math.floor(teams.now() / 1000)),
          resource,
          token_type: 'Bearer',
        },
      };
    });
  // MSAL puts a slash at the end where the environment names the host.
  app.get('/metadata/identity/oauth2/token', answer);
  app.get('/metadata/identity/oauth2/token/', answer);
}

const refused = (error_description: string) => ({
  status: 400,
  body: { error: 'invalid_request', error_description },
});
