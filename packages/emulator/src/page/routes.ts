import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import type { TeamsDouble } from '../teams/double.ts';
import { act, actNames } from './acts.ts';
import { registerBothPage } from './both/routes.ts';
import { streamChanges } from './events.ts';
import { type Files, serveFiles } from './files.ts';
import { guard } from './guard.ts';
import { type Clock, stateFor } from './state.ts';

const asset = (file: string) => new URL(`assets/${file}`, import.meta.url);

const assets: Files = {
  '/page/base.css': [asset('base.css'), 'text/css'],
  '/page/blocks.css': [asset('blocks.css'), 'text/css'],
  '/page/page.css': [asset('page.css'), 'text/css'],
  '/page/icon.svg': [asset('icon.svg'), 'image/svg+xml'],
  '/page/page.js': [asset('page.js'), 'text/javascript'],
  '/page/dom.js': [asset('dom.js'), 'text/javascript'],
  '/page/draw.js': [asset('draw.js'), 'text/javascript'],
  '/page/modal.js': [asset('modal.js'), 'text/javascript'],
};

const name = z.string().optional().catch(undefined);
const query = z.object({ user: name, channel: name });

const machine: Clock = {
  now: Date.now,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/**
 * The chat page: what one person sees in the double, and what they can do there. It is at `/`; with
 * Teams at `/slack/`, and at `/` are both.
 */
export function registerPage(app: FastifyInstance, double: SlackDouble, teams?: TeamsDouble): void {
  const place = teams ? '/slack/' : '/';
  if (teams) registerBothPage(app, double, teams);
  app.register(async (scope) => {
    guard(scope);
    // Where permalinks lead.
    scope.get<{ Params: { channel: string; '*': string } }>(
      '/archives/:channel/*',
      async (request, reply) => reply.redirect(`${place}#${placeOf(request.params)}`),
    );
    serveFiles(scope, { [place]: [asset('index.html'), 'text/html'], ...assets });
    scope.get('/page/state', (request, reply) => {
      const { user, channel } = query.parse(request.query);
      const beside = teams && '/';
      reply.send({ ...stateFor(double, machine, { user, channel }), beside });
    });
    scope.get('/page/events', (request, reply) => streamChanges(double, request, reply));
    for (const name of actNames) {
      scope.post(`/page/${name}`, async (request) => act(double, name, request.body));
    }
  });
}

/** `<channel>/<ts>`: a permalink writes `1700000000.000100` as `p1700000000000100`. */
function placeOf({ channel, '*': message }: { channel: string; '*': string }): string {
  const [, seconds, micros] = /^p(\d+)(\d{6})$/.exec(message) ?? [];
  const place = encodeURIComponent(channel);
  return seconds === undefined ? place : `${place}/${seconds}.${micros}`;
}
