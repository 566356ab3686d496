import type { ReadingResult, VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import { mayRead, unknownCard } from './cast-vote.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { sendDetails } from './lanes.ts';
import { DETAILS_SHOWN, isRestricted, whenShown, wholeChange } from './restricted.ts';

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
  { account }: Pick<VoteInput, 'account'>,
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
