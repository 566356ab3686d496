import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { answer } from './answer.ts';
import { readArgs, stringArg } from './args.ts';
import { refusal, serve } from './serve.ts';

/** `GET|POST /api/<method>`. */
export function registerApi(app: FastifyInstance, slack: Slack): void {
  app.route<{ Params: { method: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: async (request, reply) => {
      const { method } = request.params;
      const args = await argsOf(request);
      if (args instanceof SlackError) return reply.send(refusal(args));
      const token = tokenOf(request, args);
      const served = { method, args, token, channel: stringArg(args, 'channel') };
      return serve(slack, request, reply, served, () => answer(slack, method, args, token));
    },
  });
}

async function argsOf(request: FastifyRequest): Promise<JsonObject | SlackError> {
  const type = request.headers['content-type'] ?? '';
  const body = Buffer.isBuffer(request.body) ? request.body : undefined;
  try {
    return withBasicCredentials(request, await readArgs(request.query, type, body));
  } catch (error) {
    if (error instanceof SlackError) return error;
    throw error;
  }
}

/** `oauth.v2.access` takes the client's id and secret by HTTP Basic as well. */
function withBasicCredentials(request: FastifyRequest, args: JsonObject): JsonObject {
  const [, encoded] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (encoded === undefined) return args;
  const [client_id, client_secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return { client_id, client_secret, ...args };
}

function tokenOf(request: FastifyRequest, args: JsonObject): string | undefined {
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? stringArg(args, 'token');
}
