import { Agent, request } from 'undici';

export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: { [name: string]: string };
  body?: string;
  /** For the whole exchange. */
  timeoutMs: number;
};

/** `body` is JSON where it is, else the text. */
export type HttpAnswer = { status: number; retryAfterMs: number | undefined; body: unknown };

/** Rejects where there was no answer. Follows no redirect: our token is for that host alone. */
export type Http = { (call: HttpCall): Promise<HttpAnswer>; close(): Promise<void> };

const MOST_BYTES = 4_000_000;

export function createHttp(now: () => number): Http {
  const agent = new Agent({ allowH2: false, maxResponseSize: MOST_BYTES });
  async function call({ url, timeoutMs, ...rest }: HttpCall): Promise<HttpAnswer> {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await request(url, { ...rest, dispatcher: agent, signal });
    const text = await answer.body.text();
    const after = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfterMs: retryAfterOf(typeof after === 'string' ? after : undefined, now()),
      body: jsonOr(text),
    };
  }
  return Object.assign(call, { close: () => agent.close() });
}

/** Being put off is not counted among the tries: without this, “at once” would be asked for ever. */
const SHORTEST_MS = 1_000;

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/u.test(text)) return Math.max(SHORTEST_MS, Number(text) * 1_000);
  const at = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(SHORTEST_MS, at - now);
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
