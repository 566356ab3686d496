import type { FastifyInstance } from 'fastify';
import type { SlackDouble } from '../../double.ts';
import type { TeamsDouble } from '../../teams/double.ts';
import { serveFiles } from '../files.ts';
import { guard } from '../guard.ts';
import { humansOf } from './humans.ts';

const own = (file: string) => new URL(`assets/${file}`, import.meta.url);
const shared = (file: string) => new URL(`../assets/${file}`, import.meta.url);

/** The page at `/` where there is Teams, too: both pages side by side, and one choice of who one is. */
export function registerBothPage(
  app: FastifyInstance,
  slack: SlackDouble,
  teams: TeamsDouble,
): void {
  app.register(async (scope) => {
    guard(scope);
    serveFiles(scope, {
      '/': [own('index.html'), 'text/html'],
      '/both/both.css': [own('both.css'), 'text/css'],
      '/both/both.js': [own('both.js'), 'text/javascript'],
      '/both/dom.js': [shared('dom.js'), 'text/javascript'],
      '/both/draw.js': [shared('draw.js'), 'text/javascript'],
    });
    scope.get('/both/humans', async () => humansOf(slack, teams));
  });
}
