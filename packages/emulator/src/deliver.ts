import { randomUUID } from 'node:crypto';
import type { Delivery, SentRequest } from './delivery.ts';
import { exchange } from './exchange.ts';
import { isObject, type JsonObject, parseJson } from './json.ts';
import { signRequest } from './sign.ts';
import type { RequestUrls } from './options.ts';
import type { Slack } from './slack.ts';
import type { Envelope, EnvelopeType } from './sockets.ts';

export type Surface = keyof RequestUrls;

export interface Retry {
  number: number;
  reason: string;
}

const envelopeTypes: Record<Surface, EnvelopeType> = {
  interactivity: 'interactive',
  commands: 'slash_commands',
  events: 'events_api',
};

/** Over Socket Mode where it is on, else by a signed POST to the request URL. */
export async function deliver(
  slack: Slack,
  surface: Surface,
  payload: JsonObject,
  retry?: Retry,
): Promise<Delivery> {
  if (slack.socketMode) return sendEnvelope(slack, envelopeOf(surface, payload, retry));
  const url = slack.requestUrls[surface];
  if (url === undefined) {
    throw new Error(`The app has no request URL for ${surface}: call setRequestUrls() first.`);
  }
  return send(slack, signed(slack, url, surface, payload, retry), payload);
}

/** Sends bytes that are already signed; also used to replay them. */
export async function send(
  slack: Slack,
  request: SentRequest,
  payload: unknown,
): Promise<Delivery> {
  const start = performance.now();
  const base = { payload, request, error: undefined };
  try {
    const { status, headers, text } = await exchange(request.url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      withinMs: slack.ackTimeoutMs,
    });
    const body = bodyOf(text);
    const ok = status >= 200 && status < 300;
    const ms = performance.now() - start;
    const error = ok ? undefined : `http_status_${status}`;
    const noRetry = headers['x-slack-no-retry'] === '1';
    const outcome = { ok, status, body, ms, timedOut: false, error };
    return { ...base, ...outcome, ...(noRetry && { noRetry }) };
  } catch (error) {
    const ms = performance.now() - start;
    return { ...base, ...unanswered(error), ms };
  }
}

/** Sends an envelope, or the very same one again. */
export async function sendEnvelope(slack: Slack, envelope: Envelope): Promise<Delivery> {
  const start = performance.now();
  const base = { payload: envelope.payload, envelope, error: undefined };
  try {
    const answer = await slack.sockets.deliver(envelope, slack.ackTimeoutMs);
    const body = isObject(answer) && Object.keys(answer).length === 0 ? undefined : answer;
    const ms = performance.now() - start;
    return { ...base, ok: true, status: 200, body, ms, timedOut: false };
  } catch (error) {
    return { ...base, ...unanswered(error), ms: performance.now() - start };
  }
}

function envelopeOf(surface: Surface, payload: JsonObject, retry: Retry | undefined): Envelope {
  return {
    envelope_id: randomUUID(),
    type: envelopeTypes[surface],
    payload,
    accepts_response_payload: surface === 'commands' || payload['type'] === 'view_submission',
    ...(surface === 'events'
      ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' }
      : {}),
  };
}

function signed(
  slack: Slack,
  url: string,
  surface: Surface,
  payload: JsonObject,
  retry: Retry | undefined,
): SentRequest {
  const body = encode(surface, payload);
  const form = 'application/x-www-form-urlencoded';
  return {
    url,
    body,
    headers: {
      'content-type': surface === 'events' ? 'application/json' : form,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signRequest(slack.signingSecret, body, Math.floor(slack.now() / 1000)),
      ...(retry && {
        'x-slack-retry-num': String(retry.number),
        'x-slack-retry-reason': retry.reason,
      }),
    },
  };
}

function encode(surface: Surface, payload: JsonObject): string {
  if (surface === 'events') return JSON.stringify(payload);
  if (surface === 'interactivity') {
    // The engine's own encoder: URLSearchParams takes several times as long for a whole message.
    return `payload=${encodeURIComponent(JSON.stringify(payload).toWellFormed()).replaceAll('%20', '+')}`;
  }
  const fields = Object.entries(payload).map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

function bodyOf(text: string): unknown {
  return text === '' ? undefined : (parseJson(text) ?? text);
}

function unanswered(error: unknown): Omit<Delivery, 'payload' | 'ms'> {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  const code = timedOut ? 'operation_timeout' : 'connection_failed';
  return { ok: false, status: 0, body: undefined, timedOut, error: code };
}
