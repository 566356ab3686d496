import { grantBody } from '@countersign/core/grant/entries';
import type { Grant, RevokedWhy } from '@countersign/core/grant/grant';
import { revoke } from '@countersign/core/grant/redeem';
import type { Entry } from '@countersign/core/log/entry';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';

/** What a change of a request writes that ends its grant; nothing where there is none to end. */
export function endGrant(
  ctx: Context,
  grant: Grant | null,
  why: RevokedWhy,
  by?: string,
): { grant?: Grant; entries?: Entry[] } {
  const revoked = grant && revoke(grant, why, ctx.now());
  if (!revoked) return {};
  const body = grantBody['grant.revoked'](revoked, by);
  return { grant: revoked, entries: [noteworthy(ctx, 'grant.revoked', body, revoked.request)] };
}
