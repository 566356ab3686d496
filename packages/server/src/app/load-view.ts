import { stoppedSentence } from '@countersign/core/request/stopped-sentence';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Submission } from '@countersign/core/wire/submission';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Caller } from './caller.ts';
import type { Context } from './context.ts';
import { notFound } from './find-request.ts';
import { grantOfRequest } from './grants/view-grant.ts';
import { stoppedWhileOpen } from './identities/stopped.ts';
import { linkTo } from './links.ts';
import { viewOf } from './view.ts';
import { withPeople } from './view-people.ts';

/** `people`: with the names of those who may still give what is missing. */
export type Shown = { people?: boolean };

/** One of the caller's own requests, as the API shows it. */
export async function loadView(
  ctx: Context,
  caller: Caller,
  id: string,
  how: Shown = {},
): Promise<RequestView> {
  const found = await ctx.store.requests.withSubmission(id);
  if (found?.request.state.identity.id !== caller.identity.id) throw notFound(id);
  const view = await viewIn(ctx, found.request, found.submission, how);
  return withStop(ctx, view, found.request);
}

/** Whoever wonders why nobody approves reads it there. */
export async function withStop(
  ctx: Context,
  view: RequestView,
  { state }: StoredRequest,
): Promise<RequestView> {
  const stopped = await stoppedWhileOpen(ctx, state);
  if (stopped === null) return view;
  return { ...view, explanation: `${stoppedSentence(state, stopped)} ${view.explanation}` };
}

export async function withSubmission(ctx: Context, request: StoredRequest): Promise<RequestView> {
  const submission = await ctx.store.requests.submission(request.state.id);
  if (!submission) throw notFound(request.state.id);
  return viewIn(ctx, request, submission);
}

/** With links as the platforms of `ctx` spell them, and what became of its grant. */
export async function viewIn(
  ctx: Context,
  request: StoredRequest,
  submission: Submission,
  { people = false }: Shown = {},
): Promise<RequestView> {
  const { state } = request;
  const plain = viewOf(request, submission, (card) => linkTo(ctx, card));
  const view = people ? await withPeople(ctx, plain, state) : plain;
  if (!state.plan.grant) return view;
  const given = state.status === 'approved' ? await ctx.store.grants.ofRequest(state.id) : null;
  return { ...view, ...grantOfRequest(state, given, ctx.now()) };
}
