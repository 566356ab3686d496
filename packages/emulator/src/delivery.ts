import type { SignatureHeaders } from './sign.ts';
import type { Envelope } from './sockets.ts';

/** The bytes as they were sent; enough to send them again. */
export interface SentRequest {
  url: string;
  headers: Record<string, string> & SignatureHeaders;
  body: string;
}

/** How the app took one payload, and what the person was left with. */
export interface Delivery {
  /** Whether the app acknowledged in time and as Slack accepts it. */
  ok: boolean;
  /** HTTP status; 200 for an acknowledged envelope; 0 when nothing came back. */
  status: number;
  /** JSON where it is JSON, else text; undefined when empty. */
  body: unknown;
  ms: number;
  timedOut: boolean;
  /** The app asked not to be told again (`X-Slack-No-Retry: 1`). */
  noRetry?: boolean;
  /** What Slack tells the person when it did not work. */
  error: string | undefined;
  /** The payload as the app received it, before its encoding. */
  payload: unknown;
  request?: SentRequest;
  envelope?: Envelope;
}

export function failed(error: string, delivery: Delivery): Delivery {
  return { ...delivery, ok: false, error };
}
