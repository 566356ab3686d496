import { bearerOf } from '../access-tokens.ts';
import { Refusal, usualRefusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

/** Throws unless the call brings a live token for Graph with each of these permissions. */
export function authorize(
  teams: Teams,
  authorization: string | undefined,
  needed: readonly string[],
): void {
  const value = bearerOf(authorization);
  if (value === undefined) throw usualRefusal('graph', 401);
  const token = teams.tokens.find(value);
  if (token === undefined) throw invalid('IDX14100: JWT is not well formed.');
  if (token.audience !== teams.cloud.graph) {
    throw invalid('Access token validation failure. Invalid audience.');
  }
  if (!teams.tokens.isLive(token))
    throw invalid('Lifetime validation failed, the token is expired.');
  const broad = token.roles.includes('Directory.Read.All');
  if (!broad && !needed.every((role) => token.roles.includes(role))) {
    throw usualRefusal('graph', 403);
  }
}

const invalid = (message: string) => new Refusal(401, 'InvalidAuthenticationToken', message);
