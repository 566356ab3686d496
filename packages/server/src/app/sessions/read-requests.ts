import { may } from '@countersign/core/roles';
import type { RequestState } from '@countersign/core/request/state';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { StoredRequest } from '../../ports/stored-request.ts';
import type { Context } from '../context.ts';
import { notFound } from '../find-request.ts';
import { pageOfAll, type Ask, type RequestPage } from '../list-requests.ts';
import { viewIn, withStop, type Shown } from '../load-view.ts';
import { recordShown } from '../read-change.ts';
import { isRestricted } from '../restricted.ts';
import { whyNot } from '../waiting-for.ts';
import { accountOf, type SignedIn } from './sign-in.ts';

/** Requests of all identities for somebody who has signed in, newest first. */
export async function listForPerson(ctx: Context, ask: Ask): Promise<RequestPage> {
  return pageOfAll(ctx, ask, forPeople);
}

/**
 * Any request, as somebody who has signed in may see it. What is restricted is shown to a `reader` who
 * may decide it now, looked up afresh, and is logged before that.
 */
export async function showToPerson(
  ctx: Context,
  id: string,
  { reader, ...how }: Shown & { reader?: SignedIn | undefined } = {},
): Promise<RequestView> {
  const found = await ctx.store.requests.withSubmission(id);
  if (!found) throw notFound(id);
  const plain = await viewIn(ctx, found.request, found.submission, how);
  const view = await withStop(ctx, plain, found.request);
  const isShown = reader !== undefined && (await showsDetails(ctx, reader, found.request));
  return isShown ? view : forPeople(view, found.request.state);
}

async function showsDetails(
  ctx: Context,
  reader: SignedIn,
  request: StoredRequest,
): Promise<boolean> {
  const { state } = request;
  if (!isRestricted(state) || !may(reader.roles, 'requests.decide')) return false;
  const { approve, reject } = await whyNot(ctx, accountOf(reader), request, 'now');
  if (approve !== null && reject !== null) return false;
  const by = { account: accountOf(reader), kind: 'api', session: reader.session.id } as const;
  await recordShown(ctx, by, { state, person: reader.person }, true);
  return true;
}

/** What is restricted is left out, and the tickets with their titles. */
function forPeople(view: RequestView, state: RequestState): RequestView {
  if (!isRestricted(state)) return view;
  const { parameters: _p, change: _c, reason: _r, tickets: _t, ...rest } = view;
  return { ...rest, withheld: true };
}
