import type { RequestState } from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Context } from '../context.ts';
import { notFound } from '../find-request.ts';
import { pageOfAll, type Ask, type RequestPage } from '../list-requests.ts';
import { viewIn, type Shown } from '../load-view.ts';
import { isRestricted } from '../restricted.ts';

/** Requests of all identities for somebody who has signed in, newest first. */
export async function listForPerson(ctx: Context, ask: Ask): Promise<RequestPage> {
  return pageOfAll(ctx, ask, forPeople);
}

/** Any request, as somebody who has signed in may see it. */
export async function showToPerson(
  ctx: Context,
  id: string,
  how: Shown = {},
): Promise<RequestView> {
  const found = await ctx.store.requests.withSubmission(id);
  if (!found) throw notFound(id);
  return forPeople(await viewIn(ctx, found.request, found.submission, how), found.request.state);
}

/**
 * What is restricted is shown to one who may decide now, and logged: neither happens here. Tickets
 * are left out with their titles.
 */
function forPeople(view: RequestView, state: RequestState): RequestView {
  if (!isRestricted(state)) return view;
  const { parameters: _p, change: _c, reason: _r, tickets: _t, ...rest } = view;
  return rest;
}
