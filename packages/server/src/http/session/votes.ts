import { isDigest, type Digest } from '@countersign/core/digest';
import { problem } from '@countersign/core/wire/problem';
import { requestView } from '@countersign/core/wire/request-view';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Context } from '../../app/context.ts';
import { voteBySession } from '../../app/sessions/vote.ts';
import type { ChatUseCases } from '../../ports/chat-use-cases.ts';
import { byId, idempotent } from '../api/inputs.ts';
import { requireSession, signedInBy, type ProvePerson } from './people.ts';

const digest = z
  .custom<Digest>((value) => typeof value === 'string' && isDigest(value), {
    error: 'must be the “digest” of the request, as the person has read it',
  })
  .meta({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' });

/** As long as reasons may be that are given in chat. */
const MOST_COMMENT = 1_000;

const ballot = z
  .strictObject({
    vote: z.enum(['approve', 'reject']),
    /** The `digest` of the request as the person has read it. */
    digest,
    /** Which of its `stages` was open then, counted from 0. */
    stage: z.int().min(0).max(1_000),
    /** Whoever rejects says why. */
    comment: z.string().max(MOST_COMMENT).optional(),
    /** The person says that they have read what is restricted, or has secrets taken out. */
    reviewed: z.boolean().optional(),
  })
  .meta({ id: 'Ballot' });

/** How people decide without a chat: by their session, and by nothing else. */
export function voteRoutes(deps: {
  ctx: Context;
  provePerson: ProvePerson;
  castVote: ChatUseCases['castVote'];
}): FastifyPluginAsyncZod {
  const { ctx, provePerson, castVote } = deps;
  return async (app) => {
    requireSession(app, provePerson);
    app.post(
      '/v1/requests/:id/votes',
      {
        schema: {
          security: [{ session: [] }],
          operationId: 'castVote',
          summary: 'Approve or reject a request, or say otherwise than before, as oneself',
          params: byId,
          headers: idempotent,
          body: ballot,
          response: { 200: requestView, default: problem },
        },
      },
      async (request) => {
        const key = request.headers['idempotency-key'];
        return voteBySession(ctx, castVote, {
          me: signedInBy(request),
          id: request.params.id,
          ballot: { ...request.body, key },
        });
      },
    );
  };
}
