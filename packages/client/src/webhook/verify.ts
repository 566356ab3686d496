/** Why a webhook is not to be believed. */
export type WebhookRefusal = 'headers' | 'timestamp' | 'signature' | 'body';

export class WebhookRefused extends Error {
  readonly code: WebhookRefusal;

  constructor(code: WebhookRefusal, message: string) {
    super(message);
    this.name = 'WebhookRefused';
    this.code = code;
  }
}

export type WebhookEvent = {
  /** The same over retries: act once for each id. */
  id: string;
  type: string;
  timestamp: string;
  data: unknown;
};

export type ReceivedWebhook = {
  headers: { get(name: string): string | null } | { [name: string]: string | string[] | undefined };
  /** The bytes as they came in, before any parsing. */
  body: Uint8Array;
  /** `whsec_…`; several while one replaces another. */
  secrets: string | string[];
  /** Milliseconds since the epoch. */
  now?: number;
};

/** Seconds that a signature is good for, before and after its time. */
const tolerance = 300;

/**
 * The event of a webhook that Countersign signed (https://www.standardwebhooks.com, version 1).
 * Throws {@link WebhookRefused}; answer 401 then. Runs in Node, browsers and edge runtimes.
 */
export async function verifyWebhook(received: ReceivedWebhook): Promise<WebhookEvent> {
  const { body, secrets, now = Date.now() } = received;
  const keys = [secrets].flat().map(keyOf);
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => header(received, name),
  ) as [string, string, string];
  refuseUnlessTimely(timestamp, now);
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  if (!(await anyMatches(keys, signatures, signed))) {
    throw new WebhookRefused(
      'signature',
      'No signature of the webhook matches its content and the secret.',
    );
  }
  return eventOf(id, body);
}

function header({ headers }: ReceivedWebhook, name: string): string {
  const value = isHeaders(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value === 'string' && value !== '') return value;
  throw new WebhookRefused('headers', `The webhook has no "${name}" header, or several.`);
}

function isHeaders(
  headers: ReceivedWebhook['headers'],
): headers is { get(name: string): string | null } {
  return typeof headers['get'] === 'function';
}

/** Digits only: `123abc` and ` 123` would be read as another time than the one that was signed. */
function refuseUnlessTimely(timestamp: string, now: number): void {
  if (!/^\d{1,15}$/u.test(timestamp)) {
    throw new WebhookRefused(
      'timestamp',
      'The "webhook-timestamp" header is not a whole number of seconds.',
    );
  }
  if (Math.abs(Math.floor(now / 1_000) - Number(timestamp)) > tolerance) {
    throw new WebhookRefused(
      'timestamp',
      `The webhook was signed more than ${tolerance} s from now. Check the clocks.`,
    );
  }
}

/** `subtle.verify` compares in constant time. */
async function anyMatches(
  keys: Uint8Array<ArrayBuffer>[],
  header: string,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const signatures = header
    .split(' ')
    .slice(0, 10)
    .flatMap((entry) => bytesOf(/^v1,(.+)$/u.exec(entry)?.[1]) ?? []);
  for (const bytes of keys) {
    const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
    for (const signature of signatures) {
      if (await crypto.subtle.verify(algorithm, key, signature, signed)) return true;
    }
  }
  return false;
}

function eventOf(id: string, body: Uint8Array): WebhookEvent {
  const event = parsed(body);
  if (
    typeof event === 'object' &&
    event !== null &&
    'type' in event &&
    'timestamp' in event &&
    'data' in event
  ) {
    const { type, timestamp, data } = event;
    if (typeof type === 'string' && typeof timestamp === 'string')
      return { id, type, timestamp, data };
  }
  throw new WebhookRefused('body', 'The webhook is genuine, but its body is not an event.');
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  const key = secret.startsWith('whsec_') ? bytesOf(secret.slice('whsec_'.length)) : undefined;
  if (key && key.length >= 24 && key.length <= 64) return key;
  throw new Error('A webhook secret is "whsec_" and 24 to 64 bytes in base64.');
}

const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

function bytesOf(base64: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  if (base64 === undefined || !base64Text.test(base64)) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
