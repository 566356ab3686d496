import type { Account } from '@countersign/core/people';
import { ChatFailure } from '../../ports/chat.ts';
import type { Task } from '../../ports/delivery.ts';
import type { StoredRequest } from '../../ports/stored-request.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { DETAILS_SHOWN, whenShown, wholeChange } from '../restricted.ts';
import { isReviewOpen } from '../emergency-rights.ts';
import { whyNoReview } from '../review-request.ts';
import { whyNot } from '../waiting-for.ts';
import { chatOf } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/**
 * Puts all of a restricted change that no form holds into the own chat of somebody who may decide or review it.
 * Only once all of it is there does the log say that they were shown it, and may they approve it.
 */
export async function sendDetails(
  ctx: Context,
  { request: id, account, person }: Extract<Task, { kind: 'details.send' }>,
): Promise<Delivered> {
  const found = await ctx.store.requests.withSubmission(id);
  if (!found) return done;
  if ((await whenShown(ctx, account, id)) !== null) return done;
  const { request, submission } = found;
  // They could when they asked for it, which may be a while ago.
  if (!(await mayStillRead(ctx, account, request))) return done;
  const { digest, stage } = request.state;
  const chat = chatOf(ctx, account.platform);
  try {
    const channel = await chat.open(account.user);
    const file = {
      name: `${id}.diff`,
      title: `The whole change ${digest}`,
      content: wholeChange(submission),
    };
    await chat.upload({ channel, message: null }, file);
  } catch (failure) {
    const isUnreached = failure instanceof ChatFailure && failure.kind === 'unavailable';
    return isUnreached ? { outcome: 'dead', error: failure.message } : afterFailure(failure);
  }
  const body = { digest, stage, person, account: { ...account }, kind: 'direct', whole: true };
  return { outcome: 'done', effects: { entries: [noteworthy(ctx, DETAILS_SHOWN, body, id)] } };
}

async function mayStillRead(ctx: Context, account: Account, request: StoredRequest) {
  const { state } = request;
  if (isReviewOpen(state)) return (await whyNoReview(ctx, account, state)) === null;
  if (state.status !== 'pending') return false;
  const { approve, reject } = await whyNot(ctx, account, request);
  return approve === null || reject === null;
}
