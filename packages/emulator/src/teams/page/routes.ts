import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { streamChanges } from '../../page/events.ts';
import { type Files, named, serveFiles, shared } from '../../page/files.ts';
import { guard } from '../../page/guard.ts';
import type { TeamsDouble } from '../double.ts';
import { act, actNames } from './acts.ts';
import { stateFor } from './state.ts';

const own = new URL('assets/', import.meta.url);

const assets: Files = {
  '/': new URL('index.html', own),
  ...shared(''),
  ...named('', own, ['card.js', 'cards.css', 'draw-teams.js', 'extensions.js', 'page.js']),
  '/adaptivecards.js': new URL(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')),
  '/markdown-it.js': new URL(import.meta.resolve('markdown-it/browser')),
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
