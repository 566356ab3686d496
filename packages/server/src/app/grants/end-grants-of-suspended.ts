import { grantBody } from '@countersign/core/grant/entries';
import type { FileIdentity } from '@countersign/core/identity/register';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';

/** Whom the configuration suspends holds nothing from the start on, as whom the API suspends does at once. */
export async function endGrantsOfSuspended(
  ctx: Context,
  identities: readonly Pick<FileIdentity, 'id' | 'status'>[],
): Promise<void> {
  const revoked = { at: ctx.now(), why: 'suspended' } as const;
  for (const { id } of identities.filter(({ status }) => status === 'suspended')) {
    await ctx.store.grants.revokeAllOf(id, revoked, (grants) =>
      grants.map((grant) =>
        noteworthy(ctx, 'grant.revoked', grantBody['grant.revoked'](grant), grant.request),
      ),
    );
  }
}
