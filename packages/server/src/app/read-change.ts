import type { ReadingResult, VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import { mayRead, unknownCard } from './cast-vote.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { DETAILS_SHOWN, isRestricted, whenShown } from './restricted.ts';

/** All that a person reads before they approve. What is restricted is logged before it is shown. */
export async function readChange(
  ctx: Context,
  input: Omit<VoteInput, 'vote' | 'comment' | 'reviewed' | 'act'>,
): Promise<ReadingResult> {
  const may = await mayRead(ctx, input);
  return may.ok ? reading(ctx, input, may) : may;
}

/** The change for somebody who was found to be one of those who may decide it. */
export async function reading(
  ctx: Context,
  input: Pick<VoteInput, 'account' | 'kind'>,
  may: Pick<Extract<VoteResult, { ok: true }>, 'state' | 'person' | 'rejectOnly'>,
): Promise<ReadingResult> {
  const submission = await ctx.store.requests.submission(may.state.id);
  if (submission === null) return unknownCard();
  const content = { state: may.state, submission, outcome: null, eligible: [] };
  if (!isRestricted(may.state)) return { ok: true, content };
  const whole = ctx.chats.get(input.account.platform)?.showsDetails(submission) ?? false;
  await recordShown(ctx, input, may, whole);
  return { ok: true, content: { ...content, details: { approvable: whole && !may.rejectOnly } } };
}

const MINUTE_MS = 60_000;

/** Once a minute: who opens it again and again has seen it. */
async function recordShown(
  ctx: Context,
  { account, kind }: Pick<VoteInput, 'account' | 'kind'>,
  {
    state: { id, digest, stage },
    person,
  }: Pick<Extract<VoteResult, { ok: true }>, 'state' | 'person'>,
  whole: boolean,
): Promise<void> {
  const last = await whenShown(ctx, account, id);
  if (last !== null && ctx.now() - last < MINUTE_MS) return;
  const body = { digest, stage, person: person.id, account: { ...account }, kind, whole };
  await ctx.store.commit({ entries: [noteworthy(ctx, DETAILS_SHOWN, body, id)] });
}
