import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { guard } from './guard.ts';

export interface Control {
  /** Throw a ZodError for what is not understood, or a sentence why it can't be. */
  acts: Record<string, (body: unknown) => unknown>;
  reads: Record<string, (query: unknown) => unknown>;
  stream: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** `POST /double/<act>`, `GET /double/<read>` and `GET /double/stream`, for this machine's processes. */
export function mountControl(app: FastifyInstance, { acts, reads, stream }: Control): void {
  app.register(
    async (scope) => {
      guard(scope);
      scope.setErrorHandler((error, _request, reply) => {
        const { status, sentence } = refusalOf(error);
        reply.code(status).send({ error: sentence });
      });
      for (const [name, act] of Object.entries(acts)) {
        scope.post(`/${name}`, async ({ body }, reply) =>
          reply.send({ result: (await act(body)) ?? null }),
        );
      }
      for (const [name, read] of Object.entries(reads)) {
        scope.get(`/${name}`, async ({ query }, reply) =>
          reply.send({ result: read(query) ?? null }),
        );
      }
      scope.get('/stream', stream);
    },
    { prefix: '/double' },
  );
}

/** Each act or read of a table, bound to what it is done to. */
export function bound<T, B>(table: Record<string, T>, bind: (one: T) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(table).map(([name, one]) => [name, bind(one)]));
}

function refusalOf(error: unknown): { status: number; sentence: string } {
  if (error instanceof z.ZodError) return { status: 400, sentence: z.prettifyError(error) };
  if (!(error instanceof Error)) return { status: 500, sentence: String(error) };
  const { statusCode } = error as { statusCode?: number };
  return { status: statusCode ?? 409, sentence: error.message };
}
