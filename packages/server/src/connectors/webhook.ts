import type { Json } from '@countersign/core/wire/json';
import { Webhook as Signer } from 'standardwebhooks';
import type { Webhook, WebhookAnswer } from '../ports/webhook.ts';
import { retryAfter } from './retry-after.ts';

type Call = { method: 'POST'; headers: { [name: string]: string }; body: string };

export type WebhookOptions = {
  name: string;
  url: string;
  /** `whsec_` and 24 to 64 random bytes in base64. */
  secret: string;
  /** The guarded way out; where an answer is too large, its error has the `head`. */
  fetch: (url: string, call: Call) => Promise<Response>;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** A receiver of signed webhooks (https://www.standardwebhooks.com, version 1). Throws for a bad secret. */
export function createWebhook({ name, url, secret, fetch, now }: WebhookOptions): Webhook {
  const signer = signerFor(name, secret);
  return {
    async send(event) {
      try {
        return verdict(name, await fetch(url, signedCall(signer, event, now())), now());
      } catch (error) {
        const head = headOf(error);
        if (head) return verdict(name, head, now());
        return { ok: false, retry: true, error: `The webhook “${name}” ${noAnswer(error)}.` };
      }
    },
  };
}

/** The time is that of this attempt: receivers refuse signatures older than five minutes. */
function signedCall(
  signer: Signer,
  { id, type, data }: { id: string; type: string; data: Json },
  now: number,
): Call {
  const at = new Date(now);
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'countersign',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': signer.sign(id, at, body),
  };
  return { method: 'POST', headers, body };
}

/** Answers that time can cure; the other 4xx say that this event will never be taken. */
const curable = new Set([408, 425, 429]);

function verdict(name: string, { status, headers }: Response, now: number): WebhookAnswer {
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status === 410) {
    return {
      ok: false,
      retry: false,
      error: `The webhook “${name}” is gone (410). Remove it from the configuration.`,
    };
  }
  const error = `The webhook “${name}” answered ${status}${hint(status)}.`;
  if (status >= 400 && status < 500 && !curable.has(status))
    return { ok: false, retry: false, error };
  const wait = retryAfter(headers.get('retry-after'), now);
  return { ok: false, retry: true, error, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}

function hint(status: number): string {
  return status >= 300 && status < 400
    ? ', a redirect. These are not followed; configure the final address'
    : '';
}

/** What it says at length was thrown away, and is not wanted: the status is the answer. */
function headOf(error: unknown): Response | null {
  if (!(error instanceof Error && 'head' in error)) return null;
  return error.head instanceof Response ? error.head : null;
}

function noAnswer(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'did not answer in time';
  return `could not be reached (${kindOf(error)})`;
}

/** The message of a network error may hold the address, which may hold a secret: the code is enough. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function signerFor(name: string, secret: string): Signer {
  const encoded = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/u.exec(
    secret,
  )?.[1];
  const bytes = Buffer.from(encoded ?? '', 'base64').length;
  if (bytes >= 24 && bytes <= 64) return new Signer(secret);
  throw new Error(
    `The secret of the webhook “${name}” must be "whsec_" and 24 to 64 random bytes in base64. ` +
      'Make one with: echo "whsec_$(openssl rand -base64 32)"',
  );
}
