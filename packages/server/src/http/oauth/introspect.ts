import { isDigest, type Digest } from '@countersign/core/digest';
import type { Context } from '../../app/context.ts';
import { inspectGrant, type Inspector } from '../../app/grants/inspect-grant.ts';
import { OAuthError } from './error.ts';
import { formOf } from './form.ts';

/**
 * Introspection (RFC 7662). With `digest`, of what is about to run, it is a redemption: the one call
 * that counts a use, and ends a grant that comes with another change.
 */
export async function introspect(ctx: Context, inspector: Inspector, body: unknown) {
  const form = formOf(body);
  // Who meant to redeem and lost the digest on the way must not hear that the grant is good.
  const digest = form.has('digest') ? digestIn(form.wanted('digest')) : undefined;
  const ask = { token: form.wanted('token'), digest };
  const found = await inspectGrant(ctx, inspector, ask);
  if (!found.active) return { active: false, ...(found.why && { reason: found.why }) };
  const { uses, maxUses } = found.grant;
  return { active: true, token_type: 'Bearer', ...found.claims, uses, max_uses: maxUses };
}

/** What is no digest is a slip of the caller's, and not another change. */
function digestIn(text: string): Digest {
  if (isDigest(text)) return text;
  const message =
    'The digest is sha256: and 64 hex digits in lower case, of what is about to run. Nothing was redeemed.';
  throw new OAuthError('invalid_request', message);
}
