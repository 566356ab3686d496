import { z } from 'zod';
import { TeamsCallError } from './call-error.ts';
import type { Http } from './http.ts';
import type { Scope, TokenSource } from './tokens.ts';

export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  body?: unknown;
  timeoutMs?: number;
};

/** One call with our token; answers the body of a success. Rejects with {@link TeamsCallError}. */
export type Api = (scope: Scope, call: ApiCall) => Promise<unknown>;

const TIMEOUT_MS = 10_000;

/** Of Graph and of the connector: `{ error: { code } }`. */
const failure = z.object({ error: z.object({ code: z.string().max(200) }) });
/** A blocked conversation is told of in its own way, as JSON within JSON. */
const nested = z.object({ message: z.string() });

export function createApi(whom: 'Graph' | 'Teams', http: Http, tokens: TokenSource): Api {
  const attempt = async (scope: Scope, { method, url, body, timeoutMs }: ApiCall) => {
    const token = await tokens.get(scope);
    return http({
      method,
      url,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: timeoutMs ?? TIMEOUT_MS,
    }).catch((error: unknown) => {
      throw TeamsCallError.unanswered(whom, error);
    });
  };
  return async (scope, call) => {
    let answer = await attempt(scope, call);
    if (answer.status === 401) {
      // Revoked before its time: nothing was done yet, so one new token is worth it.
      tokens.forget(scope);
      answer = await attempt(scope, call);
    }
    const { status, body, retryAfterMs } = answer;
    if (status >= 200 && status < 300) return body;
    throw new TeamsCallError(whom, { status, code: codeOf(body), retryAfterMs });
  };
}

function codeOf(body: unknown): string | undefined {
  const code = failure.safeParse(body).data?.error.code;
  if (code !== undefined) return code;
  const text = nested.safeParse(body).data?.message;
  return /"subCode":\s*"(\w{1,80})"/u.exec(text ?? '')?.[1];
}
