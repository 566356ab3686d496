import { bearerOf } from '../access-tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Teams } from '../teams.ts';

/** Throws unless the call brings a live token of the bot's for the connector. */
export function authorize(teams: Teams, authorization: string | undefined): void {
  const token = teams.tokens.find(bearerOf(authorization) ?? '');
  if (token?.audience === teams.cloud.connector && teams.tokens.isLive(token)) return;
  throw new Refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
}
