import type { FastifyInstance } from 'fastify';
import type { SlackDouble } from '../../double.ts';
import type { TeamsDouble } from '../../teams/double.ts';
import { named, serveFiles } from '../files.ts';
import { guard } from '../guard.ts';
import { humansOf } from './humans.ts';

const own = new URL('assets/', import.meta.url);

/** The page at `/` where there is Teams, too: both pages side by side, and one choice of who one is. */
export function registerBothPage(
  app: FastifyInstance,
  slack: SlackDouble,
  teams: TeamsDouble,
): void {
  app.register(async (scope) => {
    guard(scope);
    serveFiles(scope, {
      '/': new URL('index.html', own),
      ...named('/both', own, ['both.css', 'both.js']),
    });
    scope.get('/both/humans', async () => humansOf(slack, teams));
  });
}
