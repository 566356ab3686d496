import fastify, { type FastifyInstance } from 'fastify';
import { parseJson } from '../json.ts';
import { registerConnector } from './connector/routes.ts';
import { registerEntra } from './entra/routes.ts';
import { registerGraph } from './graph/routes.ts';
import type { Teams } from './teams.ts';
import { registerWorkflows } from './workflow-routes.ts';

/** More than Teams takes, so that what is too big is answered and not cut off. */
const bodyLimit = 16 * 1024 * 1024;
/** Conversation ids with their thread are long. */
const maxParamLength = 1024;

/** Microsoft's HTTP faces on one host; listens to nobody yet. */
export function serverOf(teams: Teams): FastifyInstance {
  const app = fastify({
    bodyLimit,
    forceCloseConnections: true,
    return503OnClosing: false,
    // Microsoft's own clients write `pagedmembers` and `pagedMembers`.
    routerOptions: { maxParamLength, caseSensitive: false },
  });
  app.register(async (scope) => {
    readBodies(scope);
    registerEntra(scope, teams);
    registerConnector(scope, teams);
    registerGraph(scope, teams);
    registerWorkflows(scope, teams);
  });
  return app;
}

/** JSON and forms; nothing is nothing, because clients name a type for it too. */
function readBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const source = String(body);
    const value = source === '' ? undefined : parseJson(source);
    if (source !== '' && value === undefined) done(new SyntaxError('The body is no JSON.'));
    else done(null, value);
  });
  scope.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof SyntaxError)) throw error;
    return reply.code(400).send({ error: { code: 'BadSyntax', message: error.message } });
  });
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
