import type { FastifyReply, FastifyRequest } from 'fastify';
import { loseAnswer, slowness } from '../fault-effects.ts';
import type { FaultKind } from '../faults.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';

/** JSON, or the plain words of webhooks. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject | string;
}

export interface Served {
  /** A Web API method; or `response_url`, `incoming_webhook`, `upload`. */
  method: string;
  args: JsonObject;
  token: string | undefined;
  channel: string | undefined;
}

/** Runs one call with the planned fault and the call log around it. */
export async function serve(
  slack: Slack,
  request: FastifyRequest,
  reply: FastifyReply,
  { method, args, token, channel }: Served,
  run: () => Answer,
): Promise<FastifyReply> {
  const at = slack.now();
  const fault = slack.faults.strike(method, channel);
  const answer = instead(fault) ?? run();
  const { status, headers, body } = answer;
  const error = errorOf(answer);
  slack.calls.record({
    method,
    args,
    token,
    at,
    status,
    ok: error === undefined,
    ...(error === undefined ? {} : { error }),
    ...(fault?.kind === 'lost' ? { lost: true } : {}),
  });
  if (fault?.kind === 'lost') return loseAnswer(request, reply);
  if (fault?.kind === 'slow') await slowness(fault);
  return reply.code(status).headers(headers).send(body);
}

export function rateLimited(retryAfter: number): Answer {
  const headers = { 'retry-after': String(retryAfter) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

export function words(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

export function json(body: JsonObject, status = 200): Answer {
  return { status, headers: {}, body };
}

export function refusal(error: unknown): JsonObject {
  if (error instanceof SlackError) return { ok: false, error: error.code, ...error.details };
  throw error;
}

function errorOf({ status, body }: Answer): string | undefined {
  if (isObject(body)) return body['ok'] === true ? undefined : String(body['error']);
  return status < 300 ? undefined : body;
}

/** What is answered in place of doing the call, where the fault says so. */
function instead(fault: FaultKind | undefined): Answer | undefined {
  switch (fault?.kind) {
    case 'ratelimited':
      return rateLimited(fault.retryAfter);
    case 'http':
      return json({ ok: false, error: 'internal_error' }, fault.status);
    case 'error':
      return json({ ok: false, error: fault.error });
    case 'slow':
    case 'lost':
    case undefined:
    default:
      return undefined;
  }
}
