import type { Account } from '@countersign/core/people';
import type { Submission } from '@countersign/core/wire/submission';
import type { Details } from '../ports/chat.ts';
import type { ActInput, ReadingResult, VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import { mayRead, unknownCard } from './cast-vote.ts';
import type { Context } from './context.ts';
import { isReviewOpen } from './emergency-rights.ts';
import { noteworthy } from './entries.ts';
import { sendDetails } from './lanes.ts';
import { locate } from './locate-vote.ts';
import { DETAILS_SHOWN, isRestricted, whenShown, wholeChange } from './restricted.ts';
import { mayReview } from './review-request.ts';
import { waitsFor } from './waits-for.ts';

/**
 * All that a person reads before they approve, or review what was approved in an emergency. What is
 * restricted is logged before it is shown.
 */
export async function readChange(
  ctx: Context,
  input: Omit<ActInput, 'act'>,
): Promise<ReadingResult> {
  const located = await locate(ctx, { ...input, vote: 'approve' });
  const isReview = located !== null && isReviewOpen(located.stored.state);
  const may = isReview ? await mayReview(ctx, input) : await mayRead(ctx, input);
  return may.ok ? reading(ctx, input, may) : may;
}

/** The change for somebody who was found to be one of those who may decide it, or review it. */
export async function reading(
  ctx: Context,
  input: Pick<ActInput, 'account' | 'kind'>,
  may: Pick<Extract<VoteResult, { ok: true }>, 'state' | 'person' | 'rejectOnly'>,
): Promise<ReadingResult> {
  const submission = await ctx.store.requests.submission(may.state.id);
  if (submission === null) return unknownCard();
  const waits = await waitsFor(ctx, may.state);
  const content = { state: may.state, submission, outcome: null, eligible: [], ...waits };
  if (!isRestricted(may.state)) return { ok: true, content };
  const chat = ctx.chats.get(input.account.platform);
  const whole = chat?.showsDetails(submission) ?? false;
  await recordShown(ctx, input, may, whole);
  if (whole || !chat?.takesWhole(wholeChange(submission))) {
    return { ok: true, content: { ...content, details: { approvable: whole && !may.rejectOnly } } };
  }
  const apart = await sentApart(ctx, input, may);
  const details = { approvable: apart === 'there' && !may.rejectOnly, apart };
  return { ok: true, content: { ...content, details } };
}

/** What no form holds goes to their own chat; they open the form again to say what they think of it. */
async function sentApart(
  ctx: Context,
  { account }: Pick<ActInput, 'account'>,
  { state: { id }, person }: Pick<Extract<VoteResult, { ok: true }>, 'state' | 'person'>,
): Promise<'there' | 'on its way'> {
  if ((await whenShown(ctx, account, id)) !== null) return 'there';
  const now = ctx.now();
  const { platform, team, user } = account;
  const what = [id, platform, team, user, Math.floor(now / MINUTE_MS)].join(' ');
  await ctx.store.commitOnce(
    { scope: 'details.send', id: what, at: now },
    { deliveries: [sendDetails(ctx, { request: id, account, person: person.id }, now)] },
  );
  return 'on its way';
}

const MINUTE_MS = 60_000;

/** The same for a message that answers a reviewer: it holds less than a form. */
export async function toldToReview(
  ctx: Context,
  { account, id, channel }: { account: Account; id: string; channel: string | null },
  submission: Submission,
): Promise<Details | null> {
  const input = { target: { request: id }, account, kind: 'command', channel } as const;
  const may = await mayReview(ctx, { ...input, message: null });
  if (!may.ok) return null;
  const whole = ctx.chats.get(account.platform)?.showsWhole(submission) ?? false;
  await recordShown(ctx, input, may, whole);
  return whole ? { approvable: false } : { approvable: false, apart: 'by its button' };
}

/** Once a minute: who opens it again and again has seen it. */
export async function recordShown(
  ctx: Context,
  { account, kind, session }: Pick<VoteInput, 'account' | 'kind' | 'session'>,
  {
    state: { id, digest, stage },
    person,
  }: Pick<Extract<VoteResult, { ok: true }>, 'state' | 'person'>,
  whole: boolean,
): Promise<void> {
  const last = await whenShown(ctx, account, id);
  if (last !== null && ctx.now() - last < MINUTE_MS) return;
  const body = { digest, stage, person: person.id, account: { ...account }, kind, whole };
  const by = session === undefined ? body : { ...body, session };
  await ctx.store.commit({ entries: [noteworthy(ctx, DETAILS_SHOWN, by, id)] });
}
