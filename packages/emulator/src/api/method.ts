import type { JsonObject } from '../json.ts';
import type { Tier } from '../pace.ts';
import type { Slack } from '../slack.ts';
import type { Token, TokenKind } from '../tokens.ts';

/** A call that passed authentication, scope and pace. */
export interface Request {
  args: JsonObject;
  /** Absent only for methods that take no token. */
  token: Token | undefined;
}

export interface Method {
  /** Which token it wants; `none` identifies the caller in another way. */
  token: TokenKind | 'none';
  /** Alternatives, one of which is enough; empty asks for none. */
  scopes: readonly string[];
  tier: Tier;
  /** The answer without `ok`; throws a SlackError to refuse. */
  run(slack: Slack, request: Request): JsonObject;
}

export type Methods = Record<string, Method>;

export function method(
  tier: Tier,
  scopes: readonly string[],
  run: Method['run'],
  token: Method['token'] = 'bot',
): Method {
  return { token, scopes, tier, run };
}
