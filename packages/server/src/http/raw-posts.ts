import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem.ts';

const BODY_LIMIT = 1_024 * 1_024;

/** The bytes of a request, as they came. */
export function bytesOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** What a platform signs are the very bytes, so nobody may parse them first. */
export function readRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_, body, done) =>
    done(null, body),
  );
}

/**
 * A path that takes POST alone: link previews and prefetching read addresses, and nothing may come
 * of it. `take` answers by itself.
 */
export function rawPost(
  app: FastifyInstance,
  path: string,
  take: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
  app.post(path, { schema: { hide: true } }, async (request, reply) => {
    await take(request, reply);
    return reply;
  });
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    schema: { hide: true },
    handler: async (_, reply) => {
      reply.header('allow', 'POST');
      return refuse(reply, 'method_not_allowed', 'This address takes POST alone.');
    },
  });
}

export async function refuse(
  reply: FastifyReply,
  code: 'unauthenticated' | 'method_not_allowed' | 'unavailable',
  detail: string,
): Promise<void> {
  const problem = problemOf(code, detail);
  await reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
