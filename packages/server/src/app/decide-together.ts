import { shortDigest } from '@countersign/core/digest';
import type { Account } from '@countersign/core/people';
import { approvers } from '@countersign/core/request/eligibility';
import { openStage, type RequestState } from '@countersign/core/request/state';
import type { Form } from '../ports/list-store.ts';
import type { CardContent } from '../ports/chat.ts';
import type { VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { LeftOut, ListClick, TogetherForm, TogetherResult } from '../ports/list-use-cases.ts';
import type { Context } from './context.ts';
import { contentOf, findWholeCard } from './deliver/find-card.ts';
import { noteworthy } from './entries.ts';
import { isRestricted } from './restricted.ts';
import { whyNot } from './waiting-for.ts';

/** So long somebody may read before they send the form off. */
const FORM_LIVES_MS = 3_600_000;

const STALE_LIST = 'Nothing was decided: this list has changed. Use it as it stands now.';
const STALE_FORM = 'Nothing was decided: this form is out of date. Open it again from the list.';
const REASON_MISSING = 'Nothing was decided: say why you reject them.';
const NONE_LEFT = 'Nothing in this list is for you to decide together just now.';

/**
 * Opens a form about those of a list that this account may decide. What it shows is kept with its
 * digests under a name that nobody can guess; a request that comes later is not among them.
 */
export async function openTogether(
  ctx: Context,
  { control, vote, account, channel }: ListClick,
): Promise<TogetherForm> {
  const found = await ctx.store.requests.ofControl(control);
  const card = found?.cards.find((one) => one.control === control);
  const isThere = card?.platform === account.platform && card.channel === channel;
  if (!card || !isThere || card.likeness === undefined) return { ok: false, sentence: STALE_LIST };
  const content = await contentOf(ctx, await findWholeCard(ctx, card.id));
  const { items, left } = await sorted(ctx, { account, vote }, content);
  if (items.length === 0) return { ok: false, sentence: noneLeft(left) };
  const form: Form = {
    id: ctx.newId('frm'),
    at: ctx.now(),
    account,
    vote,
    card: card.id,
    shown: items.map((item) => ({
      request: item.state.id,
      card: item.card.id,
      digest: item.state.digest,
      stage: item.state.stage,
    })),
  };
  const { id, at: _, ...body } = form;
  const entries = [noteworthy(ctx, 'list.opened', { form: id, ...body, account: { ...account } })];
  await ctx.store.lists.keepForm(form, { entries });
  return { ok: true, form: id, vote, items, left };
}

/** Those that this person may decide and the form holds whole, and the other open ones, with the reason. */
async function sorted(
  ctx: Context,
  { account, vote }: Pick<ListClick, 'account' | 'vote'>,
  list: CardContent,
): Promise<{ items: CardContent[]; left: LeftOut[] }> {
  const open = [list, ...(list.others ?? [])].filter(({ state }) => state.status === 'pending');
  const left: LeftOut[] = [];
  const theirs: CardContent[] = [];
  for (const item of open) {
    const stored = await ctx.store.requests.get(item.state.id);
    const refusal = stored === null ? 'not_found' : (await whyNot(ctx, account, stored))[vote];
    if (vote === 'approve' && item.state.held) {
      left.push({ what: nameOf(item.state), why: 'All its approvals are there.' });
    } else if (refusal === null) theirs.push(item);
    else left.push({ what: nameOf(item.state), why: whyLeft(refusal, item.state) });
  }
  const fits = whichFit(ctx, account, vote, theirs);
  for (const item of theirs.filter((_, at) => !fits[at])) {
    left.push({
      what: nameOf(item.state),
      why: 'It is too long for this form: open it by itself.',
    });
  }
  return { items: theirs.filter((_, at) => fits[at]), left };
}

function whyLeft(refusal: string, state: RequestState): string {
  if (refusal !== 'not_eligible') return whys[refusal] ?? 'It is not for you to decide.';
  const { name, ...stage } = openStage(state);
  return `Stage “${name}” is for ${approvers(stage).join(' or ')}.`;
}

const whys: { [code: string]: string } = {
  own_request: 'You have a part in it.',
  already_voted: 'You have voted on it.',
  earlier_voter: 'You voted in an earlier stage of it.',
  voter_guest: 'Guests do not decide.',
  voter_external: 'Your account belongs to another organisation.',
  identity_suspended: 'Who asked for it is suspended: it can be rejected.',
  identity_unknown: 'Who asked for it is not in the register any more: it can be rejected.',
  identity_ownerless: 'Nobody answers any more for who asked for it: it can be rejected.',
  lookup_failed: 'Who may decide it could not be looked up just now.',
};

/** Nobody approves what they don't see whole; to reject it, its name and digest are enough. */
function whichFit(
  ctx: Context,
  { platform }: Account,
  vote: Form['vote'],
  items: CardContent[],
): boolean[] {
  if (vote === 'reject') return items.map(() => true);
  const shown = items.filter(isShown);
  const together = ctx.chats
    .get(platform)
    ?.showsTogether(shown.map(({ submission }) => submission));
  return items.map((item) => isShown(item) && together?.[shown.indexOf(item)] === true);
}

function isShown({ state }: CardContent): boolean {
  return state.masked.length === 0 && !isRestricted(state);
}

function noneLeft(left: LeftOut[]): string {
  return [NONE_LEFT, ...left.map(({ what, why }) => `${what}: ${why}`)].join('\n');
}

type Cast = (input: VoteInput) => Promise<VoteResult | null>;

/** Each is a vote like any other, with its own checks, transaction and entry: one refused stops no other. */
export async function decideTogether(
  ctx: Context,
  { form: id, account, reason }: { form: string; account: Account; reason?: string },
  cast: Cast,
): Promise<TogetherResult> {
  const form = await ctx.store.lists.form(id);
  const isTheirs = form !== null && isSame(form.account, account);
  if (!isTheirs || ctx.now() >= form.at + FORM_LIVES_MS) return { ok: false, sentence: STALE_FORM };
  if (form.vote === 'reject' && !reason) return { ok: false, sentence: REASON_MISSING };
  const at = await ctx.store.cards.get(form.card);
  if (at === null) return { ok: false, sentence: STALE_FORM };
  const done: string[] = [];
  const waiting: LeftOut[] = [];
  const held: LeftOut[] = [];
  const refused: LeftOut[] = [];
  let replays = 0;
  for (const seen of form.shown) {
    const what = await named(ctx, seen);
    const result = await cast({
      target: { request: seen.request, stage: seen.stage, seen },
      vote: form.vote,
      ...(form.vote === 'reject' ? { comment: reason ?? '' } : { reviewed: true }),
      account,
      kind: 'modal',
      channel: at.channel,
      message: null,
      act: `${id} ${seen.request}`,
      answered: true,
    }).catch((error: unknown) => {
      ctx.report.error({ err: error, request: seen.request }, 'A vote could not be cast.');
      return 'failed' as const;
    });
    if (result === null) replays += 1;
    else if (result === 'failed') refused.push({ what, why: NOT_CONFIRMED });
    else if (result.ok && result.state.status === 'pending')
      (form.vote === 'approve' && result.state.held ? held : waiting).push({
        what,
        why: result.sentence,
      });
    else if (result.ok) done.push(what);
    // Theirs stands already, as it was given elsewhere meanwhile.
    else if (result.refusal.code === 'already_voted') waiting.push({ what, why: result.sentence });
    else refused.push({ what, why: result.sentence });
  }
  const replayed = replays === form.shown.length;
  return { ok: true, vote: form.vote, done, waiting, held, refused, replayed };
}

const NOT_CONFIRMED = 'It could not be confirmed: look at the list, and try again in a moment.';

function isSame(one: Account, other: Account): boolean {
  return one.platform === other.platform && one.team === other.team && one.user === other.user;
}

async function named(ctx: Context, { request }: Form['shown'][number]): Promise<string> {
  const stored = await ctx.store.requests.get(request);
  return stored ? nameOf(stored.state) : request;
}

function nameOf({ resource, digest }: RequestState): string {
  return `${resource} (${shortDigest(digest)})`;
}
