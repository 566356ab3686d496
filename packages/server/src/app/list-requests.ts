import type { Status } from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';
import { withSubmission } from './load-view.ts';

/** A page of the caller's own requests, newest first. */
export async function listRequests(
  ctx: Context,
  caller: Caller,
  ask: { status?: Status | undefined; after?: string | undefined; limit: number },
): Promise<{ items: RequestView[]; next?: string }> {
  const { status, after, limit } = ask;
  if (after !== undefined) await assertOwn(ctx, caller, after);
  const found = await ctx.store.requests.list({
    identity: caller.identity.id,
    ...(status === undefined ? {} : { status }),
    ...(after === undefined ? {} : { after }),
    // One more than asked tells whether there is another page.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = await Promise.all(page.map((request) => withSubmission(ctx, request)));
  return { items, ...(found.length > limit && last ? { next: last.state.id } : {}) };
}

/** A page after nothing would look like the end of the list. */
async function assertOwn(ctx: Context, caller: Caller, after: string): Promise<void> {
  const found = await ctx.store.requests.get(after);
  if (found?.state.identity.id === caller.identity.id) return;
  throw new Fault(
    'invalid',
    'The “after” names no request of this identity. Give back the “next” of the page before.',
  );
}
