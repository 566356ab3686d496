import type { Problem } from '@countersign/core/wire/types';
import { authorization, type Credential } from './credential.ts';
import { CountersignError } from './error.ts';
import { retryAfterMs } from './retry.ts';
import type { Timing } from './timing.ts';

export type Connection = {
  url: URL;
  credential: Credential | undefined;
  fetch: typeof fetch;
  timing: Timing;
};

export type Call = {
  method?: 'GET' | 'POST';
  /** Relative to the service's URL, as in `v1/requests`. */
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** How long the answer may take. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};

/** One try of one call. Throws {@link CountersignError}, or the signal's reason. */
export async function send(connection: Connection, call: Call): Promise<Response> {
  const init = await requestInit(connection, call);
  const response = await reach(connection, call, init);
  if (response.ok) return response;
  throw await refusal(response, connection);
}

export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new CountersignError('unreachable', 'The answer broke off or is not JSON.', { cause });
  }
}

/** The same once all of it is here: an answer that breaks off says no more than one that never came. */
export async function whole(response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer().catch((cause: unknown) => {
    throw new CountersignError('unreachable', 'The answer broke off.', { cause });
  });
  const { status, headers } = response;
  // Some statuses have no body, not even an empty one.
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, headers });
}

export async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** What is given, as a query. */
export function queryOf(options: object): URLSearchParams {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

async function requestInit(connection: Connection, call: Call): Promise<RequestInit> {
  const headers = new Headers(call.headers);
  headers.set('accept', 'application/json, application/problem+json');
  if (connection.credential !== undefined) {
    headers.set('authorization', await authorization(connection.credential));
  }
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  const inTime = AbortSignal.timeout(call.timeoutMs);
  return {
    method: call.method ?? 'GET',
    headers,
    body: call.body === undefined ? null : JSON.stringify(call.body),
    // A redirect could carry the credential to another host.
    redirect: 'error',
    signal: call.signal ? AbortSignal.any([call.signal, inTime]) : inTime,
  };
}

async function reach(connection: Connection, call: Call, init: RequestInit): Promise<Response> {
  try {
    return await connection.fetch(new URL(call.path, connection.url), init);
  } catch (cause) {
    call.signal?.throwIfAborted();
    throw new CountersignError(
      'unreachable',
      `${connection.url.origin} cannot be reached (${reasonOf(cause)}).`,
      { cause },
    );
  }
}

async function refusal(response: Response, connection: Connection): Promise<CountersignError> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const wish = retryAfterMs(response.headers.get('retry-after'), connection.timing.now());
  if (!isProblem(body)) {
    return new CountersignError(
      'bad_answer',
      `${connection.url.origin} answered ${status}, but not as Countersign does. Check the URL.`,
      {
        status,
        ...(wish === undefined ? {} : { retryAfterMs: wish }),
      },
    );
  }
  const retry = wish ?? (body.retryAfter === undefined ? undefined : body.retryAfter * 1000);
  return new CountersignError(body.code, body.detail, {
    status,
    problem: body,
    ...(retry === undefined ? {} : { retryAfterMs: retry }),
  });
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const { code, detail, retryAfter } = body as Record<string, unknown>;
  return (
    typeof code === 'string' &&
    /^[a-z_]{1,40}$/.test(code) &&
    typeof detail === 'string' &&
    (retryAfter === undefined || (typeof retryAfter === 'number' && retryAfter >= 0))
  );
}

const plainReasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection broke off',
  ENOTFOUND: 'the name is unknown',
  ETIMEDOUT: 'no answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS: https is wrong there',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_SOCKET: 'the connection broke off',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown reason';
  if (cause.name === 'TimeoutError') return 'no answer in time';
  const inner: unknown = cause.cause;
  if (!(inner instanceof Error)) return cause.message;
  const code = 'code' in inner ? String(inner.code) : '';
  return plainReasons[code] ?? (inner.message || code);
}
