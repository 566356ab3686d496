import { grantBody } from '@countersign/core/grant/entries';
import type { RevokedWhy } from '@countersign/core/grant/grant';
import type { FileIdentity } from '@countersign/core/identity/register';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';

/** Whom the configuration suspends holds nothing from the start on, as whom the API suspends does at once. */
export async function endGrantsOfSuspended(
  ctx: Context,
  identities: readonly Pick<FileIdentity, 'id' | 'status'>[],
): Promise<void> {
  for (const { id } of identities.filter(({ status }) => status === 'suspended')) {
    await endGrantsOf(ctx, id, 'suspended');
  }
}

/** Whom neither the configuration nor the API knows any more holds nothing, either. */
export async function endGrantsOfRemoved(
  ctx: Context,
  identities: readonly Pick<FileIdentity, 'id'>[],
): Promise<void> {
  const [holders, stored] = await Promise.all([
    ctx.store.grants.holders(ctx.now()),
    ctx.store.identities.all(),
  ]);
  const byApi = stored.filter(({ definition }) => definition !== null);
  const known = new Set([...identities, ...byApi].map(({ id }) => id));
  for (const id of holders.filter((one) => !known.has(one))) await endGrantsOf(ctx, id, 'operator');
}

async function endGrantsOf(ctx: Context, id: string, why: RevokedWhy): Promise<void> {
  await ctx.store.grants.revokeAllOf(id, { at: ctx.now(), why }, (grants) =>
    grants.map((grant) =>
      noteworthy(ctx, 'grant.revoked', grantBody['grant.revoked'](grant), grant.request),
    ),
  );
}
