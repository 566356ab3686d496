import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { streamChanges } from '../../page/events.ts';
import { type Files, serveFiles } from '../../page/files.ts';
import { guard } from '../../page/guard.ts';
import type { TeamsDouble } from '../double.ts';
import { act, actNames } from './acts.ts';
import { stateFor } from './state.ts';

const own = (file: string) => new URL(`assets/${file}`, import.meta.url);
const shared = (file: string) => new URL(`../../page/assets/${file}`, import.meta.url);
const renderer = new URL(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js'));
const markdown = new URL(import.meta.resolve('markdown-it/browser'));

const assets: Files = {
  '/': [own('index.html'), 'text/html'],
  '/cards.css': [own('cards.css'), 'text/css'],
  '/page.js': [own('page.js'), 'text/javascript'],
  '/draw-teams.js': [own('draw-teams.js'), 'text/javascript'],
  '/extensions.js': [own('extensions.js'), 'text/javascript'],
  '/card.js': [own('card.js'), 'text/javascript'],
  '/base.css': [shared('base.css'), 'text/css'],
  '/page.css': [shared('page.css'), 'text/css'],
  '/icon.svg': [shared('icon.svg'), 'image/svg+xml'],
  '/dom.js': [shared('dom.js'), 'text/javascript'],
  '/draw.js': [shared('draw.js'), 'text/javascript'],
  '/adaptivecards.js': [renderer, 'text/javascript'],
  '/markdown-it.js': [markdown, 'text/javascript'],
};

const name = z.string().optional().catch(undefined);
const query = z.object({ person: name, place: name });

/**
 * The Teams page at `/teams/`, on the double's own server or beside the Slack page. No build: its
 * files, and those of the card renderer and of its Markdown, are served as they are.
 */
export function registerTeamsPage(
  app: FastifyInstance,
  double: TeamsDouble,
  beside?: string,
): void {
  app.register(
    async (scope) => {
      guard(scope);
      serveFiles(scope, assets);
      scope.get('/state', (request, reply) => {
        const { person, place } = query.parse(request.query);
        reply.send({ ...stateFor(double, { person, place }), beside });
      });
      // Where deep links lead (https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-links).
      scope.get<{ Params: { channel: string } }>('/l/message/:channel/:message', (request, reply) =>
        reply.redirect(`/teams/#${encodeURIComponent(request.params.channel)}`),
      );
      scope.get('/l/chat/0/0', (_request, reply) => reply.redirect('/teams/#chat'));
      scope.get('/events', (request, reply) => streamChanges(double, request, reply));
      for (const act of actNames) register(act);

      function register(named: (typeof actNames)[number]): void {
        scope.post(`/${named}`, async (request) => act(double, named, request.body));
      }
    },
    { prefix: '/teams' },
  );
}
