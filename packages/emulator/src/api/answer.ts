import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { requireScope } from '../tokens.ts';
import { app } from './app.ts';
import { stringArg } from './args.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import type { Methods } from './method.ts';
import { type Answer, json, rateLimited, refusal } from './serve.ts';
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
    return json(refusal(error));
  }
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
