import type { FastifyInstance } from 'fastify';
import { streamEach } from '../../control/event-stream.ts';
import { bound, mountControl } from '../../control/mount.ts';
import type { TeamsDouble } from '../double.ts';
import { acts } from './acts.ts';
import { TeamsDeliveryLog } from './delivery-log.ts';
import { reads } from './reads.ts';
import { eventOf } from './stream.ts';

/** The double for other processes of this machine; as the Slack double's, and guarded alike. */
export function registerTeamsControl(app: FastifyInstance, double: TeamsDouble): void {
  const controlled = { double, deliveries: new TeamsDeliveryLog() };
  mountControl(app, {
    acts: bound(acts, (act) => (body) => act(controlled, body)),
    reads: bound(reads, (read) => (query) => read(double, query)),
    stream: (request, reply) =>
      streamEach(double, (change) => eventOf(double, change), request, reply),
  });
}
