import type { FastifyInstance } from 'fastify';
import type { SlackDouble } from '../double.ts';
import { acts } from './acts.ts';
import { DeliveryLog } from './delivery-log.ts';
import { streamEach } from './event-stream.ts';
import { bound, mountControl } from './mount.ts';
import { reads } from './reads.ts';
import { eventOf } from './stream.ts';

/**
 * The double for other processes of this machine, such as a benchmark's driver: what a test calls
 * on it, as `POST /double/<act>` and `GET /double/<read>`. 400 for a body it does not know, 409
 * with a sentence for what could not be done.
 */
export function registerControl(app: FastifyInstance, double: SlackDouble): void {
  const controlled = { double, deliveries: new DeliveryLog() };
  mountControl(app, {
    acts: bound(acts, (act) => (body) => act(controlled, body)),
    reads: bound(reads, (read) => (query) => read(double, query)),
    stream: (request, reply) =>
      streamEach(double, (change) => eventOf(double, change), request, reply),
  });
}
