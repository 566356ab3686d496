import { isOnChat, samePerson, type Person } from '@countersign/core/people';
import type { Refusal } from '@countersign/core/request/refusal';
import { notToAsk } from '@countersign/core/request/state';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { linkTo } from './links.ts';
import { whoMayDecide } from './vote-facts.ts';

/** A vote that did not count, and the request as it was judged. */
export type Refused = { ok: false; refusal: Refusal; current: StoredRequest };

/** What the person is told: why, who can, and where to go on. Nobody waits for it under a lock. */
export async function explained(
  ctx: Context,
  { input, person }: { input: VoteInput; person: Person },
  { refusal, current }: Refused,
): Promise<Extract<VoteResult, { ok: false }>> {
  const { state } = current;
  const said = (refusal.code === 'change_not_shown' && whyNowhere(current)) || refusal.message;
  const sentence = `${said}${await whoElse(ctx, { refusal, person }, current)}`;
  const link = refusal.code === 'review_required' ? linkToCard(ctx, input, current) : null;
  return { ok: false, refusal, sentence, request: state.id, link };
}

function linkToCard(ctx: Context, { account }: VoteInput, { cards }: StoredRequest): string | null {
  if (!isOnChat(account)) return null;
  const own = cards.filter(({ platform }) => platform === account.platform);
  return own.map((card) => linkTo(ctx, card, account)).find((link) => link !== null) ?? null;
}

/** Where no card can be posted, a moment changes nothing: somebody has to do something. */
function whyNowhere({ cards }: StoredRequest): string | null {
  const [first] = cards.flatMap(({ message, unavailable }) => (message ? [] : [unavailable]));
  const isShown = cards.some(({ message }) => message !== null);
  if (isShown || !first) return null;
  return `Nothing was decided: the change is nowhere to be seen, so it cannot be approved. ${first}`;
}

const ABOUT_AUTHORITY = new Set([
  'not_eligible',
  'own_request',
  'earlier_voter',
  'voter_guest',
  'voter_external',
]);

/** Refusals for want of authority end with who else has it, and has not used it yet. */
async function whoElse(
  ctx: Context,
  { refusal, person: refused }: { refusal: Refusal; person: Person },
  stored: StoredRequest,
): Promise<string> {
  if (!ABOUT_AUTHORITY.has(refusal.code) || stored.state.status !== 'pending') return '';
  const out = [refused, ...notToAsk(stored.state)];
  const eligible = await whoMayDecide(ctx, stored);
  const others = eligible.filter((one) => !out.some((other) => samePerson(other, one)));
  if (others.length === 0) return '';
  const shown = others.slice(0, 8).map((person) => person.name);
  const rest = others.length - shown.length;
  return ` ${disjunction.format(rest > 0 ? [...shown, `${rest} others`] : shown)} can.`;
}

const disjunction = new Intl.ListFormat('en', { type: 'disjunction' });
