import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SlackDouble } from '../double.ts';
import type { TeamsDouble } from '../teams/double.ts';
import { act, actNames } from './acts.ts';
import { streamChanges } from './events.ts';
import { guard } from './guard.ts';
import { type Clock, stateFor } from './state.ts';

const assets = {
  '/': ['index.html', 'text/html'],
  '/page/base.css': ['base.css', 'text/css'],
  '/page/blocks.css': ['blocks.css', 'text/css'],
  '/page/page.css': ['page.css', 'text/css'],
  '/page/icon.svg': ['icon.svg', 'image/svg+xml'],
  '/page/page.js': ['page.js', 'text/javascript'],
  '/page/dom.js': ['dom.js', 'text/javascript'],
  '/page/draw.js': ['draw.js', 'text/javascript'],
  '/page/modal.js': ['modal.js', 'text/javascript'],
} as const;

const name = z.string().optional().catch(undefined);
const query = z.object({ user: name, channel: name });

const machine: Clock = {
  now: Date.now,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/**
 * The chat page at `/`: what one person sees in the double, and what they can do there. No build:
 * the files in `assets/` are served as they are.
 */
export function registerPage(app: FastifyInstance, double: SlackDouble, teams?: TeamsDouble): void {
  app.register(async (scope) => {
    guard(scope);
    // Where permalinks lead.
    scope.get<{ Params: { channel: string; '*': string } }>(
      '/archives/:channel/*',
      async (request, reply) => reply.redirect(`/#${placeOf(request.params)}`),
    );
    for (const [path, [file, type]] of Object.entries(assets)) {
      scope.get(path, async (_request, reply) => {
        const content = await readFile(new URL(`assets/${file}`, import.meta.url));
        return reply.type(`${type}; charset=utf-8`).send(content);
      });
    }
    scope.get('/page/state', (request, reply) => {
      const { user, channel } = query.parse(request.query);
      const beside = teams && '/teams/';
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
