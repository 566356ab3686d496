import fastify, { type FastifyInstance } from 'fastify';
import { registerApi } from './api/routes.ts';
import { registerSideDoors } from './api/side-doors.ts';
import type { Slack } from './slack.ts';

const bodyLimit = 64 * 1024 * 1024;

/** Slack's HTTP and WebSocket faces; listens to nobody yet. */
export function serverOf(slack: Slack): FastifyInstance {
  const app = fastify({ bodyLimit, forceCloseConnections: true, return503OnClosing: false });
  // A scope of its own, because Slack's routes want raw bytes and the page does not.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    registerApi(scope, slack);
    registerSideDoors(scope, slack);
  });
  app.server.on('upgrade', (request, socket, head) => slack.sockets.upgrade(request, socket, head));
  return app;
}
