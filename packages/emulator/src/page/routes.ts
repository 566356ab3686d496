import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import type { TeamsDouble } from '../teams/double.ts';
import { act, actNames } from './acts.ts';
import { registerBothPage } from './both/routes.ts';
import { streamChanges } from './events.ts';
import { type Files, named, serveFiles, shared } from './files.ts';
import { guard } from './guard.ts';
import { type Clock, stateFor } from './state.ts';

const own = new URL('assets/', import.meta.url);

const assets: Files = {
  ...shared('/page'),
  ...named('/page', own, ['blocks.css', 'draw.js', 'modal.js', 'page.js']),
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
    serveFiles(scope, { [place]: new URL('index.html', own), ...assets });
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
