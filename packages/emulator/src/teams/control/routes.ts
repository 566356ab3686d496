import type { FastifyInstance } from 'fastify';
import { mountControl } from '../../control/mount.ts';
import type { TeamsDouble } from '../double.ts';
import { acts } from './acts.ts';
import { TeamsDeliveryLog } from './delivery-log.ts';
import { reads } from './reads.ts';
import { stream } from './stream.ts';

/** The double for other processes of this machine; as the Slack double's, and guarded alike. */
export function registerTeamsControl(app: FastifyInstance, double: TeamsDouble): void {
  const controlled = { double, deliveries: new TeamsDeliveryLog() };
  mountControl(app, {
    acts: bound(acts, (act) => (body) => act(controlled, body)),
    reads: bound(reads, (read) => (query) => read(double, query)),
    stream: (request, reply) => stream(double, request, reply),
  });
}

function bound<T, B>(table: Record<string, T>, bind: (one: T) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(table).map(([name, one]) => [name, bind(one)]));
}
