import type { RequestState, Status } from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';
import { withSubmission } from './load-view.ts';

export type Ask = { status?: Status | undefined; after?: string | undefined; limit: number };
export type RequestPage = { items: RequestView[]; next?: string };

/** A page of the caller's own requests, newest first. */
export async function listRequests(ctx: Context, caller: Caller, ask: Ask): Promise<RequestPage> {
  if (ask.after !== undefined) await assertOwn(ctx, caller, ask.after);
  return page(ctx, ask, { identity: caller.identity.id });
}

/** The same of all identities, for operators: as masked as their people see them. */
export async function listAllRequests(ctx: Context, ask: Ask): Promise<RequestPage> {
  return pageOfAll(ctx, ask, asItIs);
}

/** `show`: what of a request whoever asks may see. */
export async function pageOfAll(ctx: Context, ask: Ask, show: Show): Promise<RequestPage> {
  const { after } = ask;
  if (after !== undefined && !(await ctx.store.requests.get(after))) throw noSuchPage('request');
  return page(ctx, ask, {}, show);
}

type Show = (view: RequestView, state: RequestState) => RequestView;

const asItIs: Show = (view) => view;

async function page(
  ctx: Context,
  { status, after, limit }: Ask,
  of: { identity?: string },
  show = asItIs,
): Promise<RequestPage> {
  const found = await ctx.store.requests.list({
    ...of,
    ...(status === undefined ? {} : { status }),
    ...(after === undefined ? {} : { after }),
    // One more than asked tells whether there is another page.
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = await Promise.all(
    shown.map(async (request) => show(await withSubmission(ctx, request), request.state)),
  );
  return { items, ...(found.length > limit && last ? { next: last.state.id } : {}) };
}

/** A page after nothing would look like the end of the list. */
async function assertOwn(ctx: Context, caller: Caller, after: string): Promise<void> {
  const found = await ctx.store.requests.get(after);
  if (found?.state.identity.id === caller.identity.id) return;
  throw noSuchPage('request of this identity');
}

function noSuchPage(what: string): Fault {
  return new Fault(
    'invalid',
    `The “after” names no ${what}. Give back the “next” of the page before.`,
  );
}
