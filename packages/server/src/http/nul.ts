import type { FastifyInstance } from 'fastify';
import { Fault } from '../app/fault.ts';

/** PostgreSQL takes no NUL in a text and fails, for each place where an address is looked up. */
export function refuseNul(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url }) => {
    if (!url.includes('%00')) return;
    throw new Fault('malformed', 'The address holds a NUL (%00), and nothing here is called so.');
  });
}
