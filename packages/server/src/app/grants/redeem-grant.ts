import type { Digest } from '@countersign/core/digest';
import { grantBody } from '@countersign/core/grant/entries';
import type { Grant } from '@countersign/core/grant/grant';
import { redeem, type Redeemed } from '@countersign/core/grant/redeem';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';

/**
 * One use of a grant, by whoever is about to act on it, with the digest of what is about to run. With
 * another one the grant is over. Null where there is no such grant.
 */
export async function redeemGrant(
  ctx: Context,
  { id, request }: Pick<Grant, 'id' | 'request'>,
  digest: Digest,
  by: string,
): Promise<Redeemed | null> {
  return ctx.store.grants.change<Redeemed | null>(request, (_, grant) => {
    if (grant?.id !== id) return { result: null };
    const now = ctx.now();
    const note = (kind: string, body: ReturnType<(typeof grantBody)['grant.issued']>) =>
      noteworthy(ctx, kind, body, request);
    const done = redeem(grant, digest, now);
    if (done.ok) {
      const body = grantBody['grant.redeemed'](done.grant, by);
      return { grant: done.grant, entries: [note('grant.redeemed', body)], result: done };
    }
    const asked = done.why === 'changed' ? digest : undefined;
    const refused = note('grant.refused', grantBody['grant.refused'](grant, done.why, by, asked));
    if (!done.revoked) return { entries: [refused], result: done };
    const revoked = note('grant.revoked', grantBody['grant.revoked'](done.revoked, by));
    return { grant: done.revoked, entries: [refused, revoked], result: done };
  });
}
