import { isObject, type JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { requireScope } from '../tokens.ts';
import { app } from './app.ts';
import { stringArg } from './args.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import type { Methods } from './method.ts';
import { usergroups } from './usergroups.ts';
import { users } from './users.ts';
import { views } from './views.ts';

const methods: Methods = {
  ...app,
  ...chat,
  ...conversations,
  ...files,
  ...usergroups,
  ...users,
  ...views,
};

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}

/** One call, in the order Slack judges it: method, token, scope, pace, then the call itself. */
export function answer(
  slack: Slack,
  name: string,
  args: JsonObject,
  tokenValue: string | undefined,
): Answer {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new SlackError('unknown_method', { req_method: name });
    const token =
      method.token === 'none' ? undefined : slack.tokens.check(tokenValue, method.token);
    if (token !== undefined) requireScope(token, method.scopes);
    const wait =
      slack.pace.method(tokenValue ?? '', name, method.tier) ||
      (name === 'chat.postMessage' ? slack.pace.post(stringArg(args, 'channel') ?? '') : 0);
    if (wait > 0) return rateLimited(wait);
    const result = method.run(slack, { args, token });
    const headers = token === undefined ? {} : scopeHeaders(token.scopes, method.scopes);
    return { status: 200, headers, body: { ok: true, ...result } };
  } catch (error) {
    return { status: 200, headers: {}, body: refusal(error) };
  }
}

export function rateLimited(retryAfter: number): Answer {
  const headers = { 'retry-after': String(retryAfter) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

export function refusal(error: unknown): JsonObject {
  if (error instanceof SlackError) return { ok: false, error: error.code, ...error.details };
  throw error;
}

export function errorOf(body: JsonObject): string | undefined {
  return isObject(body) && typeof body['error'] === 'string' ? body['error'] : undefined;
}

function scopeHeaders(
  granted: readonly string[],
  accepted: readonly string[],
): Record<string, string> {
  return {
    'x-oauth-scopes': granted.join(','),
    ...(accepted.length > 0 ? { 'x-accepted-oauth-scopes': accepted.join(',') } : {}),
  };
}
