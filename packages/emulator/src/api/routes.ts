import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultKind } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { answer, type Answer, errorOf, rateLimited, refusal } from './answer.ts';
import { readArgs, stringArg } from './args.ts';

/** `GET|POST /api/<method>`, with faults and the call log around it. */
export function registerApi(app: FastifyInstance, slack: Slack): void {
  app.route<{ Params: { method: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:method',
    handler: async (request, reply) => {
      const { method } = request.params;
      const at = slack.now();
      const args = await argsOf(request);
      if (args instanceof SlackError) return reply.send(refusal(args));
      const token = tokenOf(request, args);
      const fault = slack.faults.strike(method, stringArg(args, 'channel'));
      const given = instead(fault) ?? answer(slack, method, args, token);
      const error = errorOf(given.body);
      slack.calls.record({
        method,
        args,
        token,
        at,
        status: given.status,
        ok: given.body['ok'] === true,
        ...(error === undefined ? {} : { error }),
        ...(fault?.kind === 'lost' ? { lost: true } : {}),
      });
      if (fault?.kind === 'lost') return loseAnswer(request, reply);
      if (fault?.kind === 'slow') await slowness(fault);
      return reply.code(given.status).headers(given.headers).send(given.body);
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

/** What is answered in place of doing the call, where the fault says so. */
function instead(fault: FaultKind | undefined): Answer | undefined {
  switch (fault?.kind) {
    case 'ratelimited':
      return rateLimited(fault.retryAfter);
    case 'http':
      return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' } };
    case 'error':
      return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
    case 'slow':
    case 'lost':
    case undefined:
    default:
      return undefined;
  }
}

async function slowness(fault: FaultKind & { kind: 'slow' }): Promise<void> {
  if ('until' in fault) await fault.until;
  else await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
}

function loseAnswer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}
