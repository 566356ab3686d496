import type { OpenCredential } from '@countersign/core/wire/credential';
import type { Context } from '../context.ts';

/** What grants hold open, those that could not be closed for longest first. */
export async function listCredentials(
  ctx: Context,
  ask: { limit: number },
): Promise<{ items: OpenCredential[] }> {
  const found = await ctx.store.credentials.list(ask);
  return {
    items: found.map(({ id, request, grant, target, kind, status, tries, closesAt, ...more }) => ({
      id,
      request,
      grant,
      target,
      kind,
      status,
      closesAt: new Date(closesAt).toISOString(),
      tries,
      ...(more.why === null ? {} : { why: more.why }),
      ...(more.error === null ? {} : { error: more.error }),
    })),
  };
}
