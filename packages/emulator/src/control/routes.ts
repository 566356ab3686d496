import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import { acts } from './acts.ts';
import { DeliveryLog } from './delivery-log.ts';
import { guard } from './guard.ts';
import { reads } from './reads.ts';
import { stream } from './stream.ts';

/**
 * The double for other processes of this machine, such as a benchmark's driver: what a test calls
 * on it, as `POST /double/<act>` and `GET /double/<read>`. 400 for a body it does not know, 409
 * with a sentence for what could not be done.
 */
export function registerControl(app: FastifyInstance, double: SlackDouble): void {
  const controlled = { double, deliveries: new DeliveryLog() };
  app.register(
    async (scope) => {
      guard(scope);
      scope.setErrorHandler((error, _request, reply) => {
        const { status, sentence } = refusalOf(error);
        reply.code(status).send({ error: sentence });
      });
      for (const [name, act] of Object.entries(acts)) {
        scope.post(`/${name}`, async ({ body }, reply) =>
          reply.send({ result: (await act(controlled, body)) ?? null }),
        );
      }
      for (const [name, read] of Object.entries(reads)) {
        scope.get(`/${name}`, async ({ query }, reply) =>
          reply.send({ result: read(double, query) ?? null }),
        );
      }
      scope.get('/stream', (request, reply) => stream(double, request, reply));
    },
    { prefix: '/double' },
  );
}

function refusalOf(error: unknown): { status: number; sentence: string } {
  if (error instanceof z.ZodError) return { status: 400, sentence: z.prettifyError(error) };
  if (!(error instanceof Error)) return { status: 500, sentence: String(error) };
  const { statusCode } = error as { statusCode?: number };
  return { status: statusCode ?? 409, sentence: error.message };
}
