import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { TeamsCallError } from './call-error.ts';
import type { Http, HttpAnswer } from './http.ts';

/** Wraps a failure so that MSAL hands it through. */
export type Carrier = (failure: TeamsCallError) => Error;

const TIMEOUT_MS = 5_000;

const taken = z.record(z.string(), z.unknown());

/**
 * MSAL's only way out: our client with its limits, to the origins that tokens come from. Whatever
 * is no success is told as ours, so that status and Retry-After are kept.
 */
export function msalNetwork(http: Http, origins: string[], carry: Carrier): INetworkModule {
  const call = async (
    method: 'GET' | 'POST',
    url: string,
    { headers = {}, body }: NetworkRequestOptions = {},
  ) => {
    if (!origins.includes(new URL(url).origin)) throw carry(elsewhere(url));
    const answer = await http({
      method,
      url,
      headers: plain(headers),
      ...(body === undefined ? {} : { body: new URLSearchParams(plainForm(body)).toString() }),
      timeoutMs: TIMEOUT_MS,
    }).catch((error: unknown) => {
      throw carry(TeamsCallError.unanswered('Entra', error));
    });
    const got = taken.safeParse(answer.body);
    if (answer.status !== 200 || !got.success) throw carry(refusedToken(answer));
    return { status: 200, headers: {}, body: got.data };
  };
  return {
    sendGetRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      call('GET', url, options) as Promise<NetworkResponse<T>>,
    sendPostRequestAsync: <T>(url: string, options?: NetworkRequestOptions) =>
      call('POST', url, options) as Promise<NetworkResponse<T>>,
  };
}

function elsewhere(url: string): TeamsCallError {
  const why = `tokens do not come from ${new URL(url).origin}, so nothing was asked there`;
  return TeamsCallError.unanswered('Entra', new Error(why));
}

/** Which machine and library ask, and how earlier calls went, is telemetry. */
const isTelemetry = (name: string) => /^x-(?:client|ms-lib)-/iu.test(name);

function plain(headers: { [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isTelemetry(name)));
}

function plainForm(body: string): [string, string][] {
  return [...new URLSearchParams(body)].filter(([name]) => !isTelemetry(name));
}

const refusal = z.object({ error: z.string(), error_description: z.string().default('') });

function refusedToken({ status, retryAfterMs, body }: HttpAnswer): TeamsCallError {
  const said = refusal.safeParse(body).data;
  // AADSTS7000215 and the like; the rest of the description names internals at length.
  const code = /^AADSTS\d{1,12}/u.exec(said?.error_description ?? '')?.[0] ?? said?.error;
  const known = code !== undefined && /^[\w.-]{1,80}$/u.test(code) ? code : undefined;
  return new TeamsCallError('Entra', { status, code: known, retryAfterMs, token: true });
}
