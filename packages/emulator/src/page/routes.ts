import type { FastifyInstance } from 'fastify';
import type { SlackDouble } from '../double.ts';

/** The web page of the double. */
export function registerPage(app: FastifyInstance, double: SlackDouble): void {
  app.get('/', () => ({ url: double.url }));
}
