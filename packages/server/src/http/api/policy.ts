import { explain } from '@countersign/core/policy/explain';
import { problem } from '@countersign/core/wire/problem';
import { submission } from '@countersign/core/wire/submission';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { proveCallers, type Authenticate } from '../caller.ts';

const { action, resource, environment } = submission.shape;

const explanation = z
  .object({
    outcome: z.enum(['ask', 'refuse']),
    rule: z.string().optional(),
    stages: z
      .array(z.object({ name: z.string(), quorum: z.int(), groups: z.array(z.string()) }))
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
          security: [{ bearer: [] }],
          operationId: 'explainPolicy',
          summary: 'Who would have to agree to such a request',
          querystring: z.strictObject({ action, resource, environment }),
          response: { 200: explanation, default: problem },
        },
      },
      async (request) => {
        const { identity } = callerOf(request);
        const verdict = deps.ctx.policy.evaluate({ identity: identity.id, ...request.query });
        const text = explain(verdict);
        if (verdict.outcome === 'refuse') return { outcome: 'refuse' as const, text };
        const { rule, stages } = verdict.plan;
        return { outcome: 'ask' as const, rule, stages, text };
      },
    );
  };
}
