import { problem } from '@countersign/core/wire/problem';
import { submission } from '@countersign/core/wire/submission';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { explainPolicy } from '../../app/explain-policy.ts';
import { proveCallers, type Authenticate } from '../caller.ts';
import { forBots } from './inputs.ts';

const { action, resource, environment } = submission.shape;

const explanation = z
  .object({
    outcome: z.enum(['ask', 'allow', 'refuse']),
    /** The rules that ask or allow, or the rules and freezes that refuse. */
    rules: z.array(z.string()),
    stages: z
      .array(
        z.object({
          name: z.string(),
          rules: z.array(z.string()),
          combine: z.enum(['all', 'any']),
          quorums: z.array(z.object({ quorum: z.int(), groups: z.array(z.string()) })),
          /** Who could approve it, as far as that is known. */
          people: z.array(z.object({ id: z.string(), name: z.string() })),
        }),
      )
      .optional(),
    /** What an approval would give. Of the targets that policy names, those that are for this resource. */
    grant: z
      .object({
        audience: z.array(z.string()),
        scope: z.array(z.string()),
        targets: z.array(z.string()),
      })
      .optional(),
    /** The verdict as a tree, for people. */
    text: z.string(),
  })
  .meta({ id: 'PolicyExplanation' });

/** Who would have to agree: asked before asking. */
export function policyRoutes(deps: {
  ctx: Context;
  authenticate: Authenticate;
}): FastifyPluginAsyncZod {
  return async (app) => {
    const callerOf = proveCallers(app, deps.authenticate);
    app.get(
      '/v1/policy/explain',
      {
        schema: {
          ...forBots,
          operationId: 'explainPolicy',
          summary: 'Who would have to agree to such a request',
          querystring: z.strictObject({ action, resource, environment }),
          response: { 200: explanation, default: problem },
        },
      },
      async (request) => explainPolicy(deps.ctx, callerOf(request), { submission: request.query }),
    );
    app.post(
      '/v1/policy/explain',
      {
        schema: {
          ...forBots,
          operationId: 'explainRequest',
          summary: 'Who would have to agree to this very request; nobody is asked',
          body: submission,
          response: { 200: explanation, default: problem },
        },
      },
      async (request) => explainPolicy(deps.ctx, callerOf(request), { submission: request.body }),
    );
  };
}
