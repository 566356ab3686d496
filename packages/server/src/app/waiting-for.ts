import { decide } from '@countersign/core/request/decide';
import type { Account } from '@countersign/core/people';
import type { RefusalCode } from '@countersign/core/request/refusal';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { VoteInput, Waiting } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { linkTo } from './links.ts';
import { gatherAuthority } from './vote-facts.ts';

const MOST = 200;

/** Open requests that this account could decide now, oldest first. */
export async function waitingFor(ctx: Context, account: Account) {
  const { person } = await ctx.people.resolve(account);
  // A flood of new ones hides none that has waited longer.
  const open = await ctx.store.requests.oldestOpen(MOST);
  const waiting: Waiting[] = [];
  for (const request of open) {
    if (!(await couldDecide(ctx, account, request))) continue;
    const links = request.cards.map((card) => linkTo(ctx, card));
    waiting.push({ state: request.state, link: links.find((link) => link !== null) ?? null });
  }
  return { person, waiting };
}

export async function couldDecide(
  ctx: Context,
  account: Account,
  stored: StoredRequest,
): Promise<boolean> {
  return (await whyNot(ctx, account, stored)) === null;
}

/** Asks the very judgment that a vote would meet; null where it would count. */
export async function whyNot(
  ctx: Context,
  account: Account,
  stored: StoredRequest,
): Promise<RefusalCode | null> {
  const { state } = stored;
  const input: VoteInput = {
    target: { request: state.id },
    vote: 'approve',
    account,
    kind: 'home',
    channel: null,
    message: null,
  };
  const shown = { digest: state.digest, stage: state.stage };
  const { person, vote } = await gatherAuthority(ctx, input, stored, 'recent');
  const { platform, team, user } = account;
  const decided = decide(
    state,
    {
      type: 'vote',
      vote: 'approve',
      person,
      salt: '',
      via: { platform, kind: 'home', team, user },
      shown,
    },
    ctx.now(),
    // Whether the change has been shown is a matter of the moment, not of authority.
    { ...vote, changeShown: 'whole' },
  );
  return decided.ok ? null : decided.refusal.code;
}
