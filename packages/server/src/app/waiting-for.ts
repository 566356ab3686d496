import { decide } from '@countersign/core/request/decide';
import type { Account, AnyAccount } from '@countersign/core/people';
import type { RefusalCode } from '@countersign/core/request/refusal';
import type { Freshness } from '../ports/people.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Waiting, WaitingFor } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { stoppedNow } from './identities/stopped.ts';
import { linkTo } from './links.ts';
import { whyNoReview } from './review-request.ts';
import { gatherAuthority } from './vote-facts.ts';

const MOST = 200;

/** Open requests that this account could decide now, oldest first, and reviews that are theirs. */
export async function waitingFor(ctx: Context, account: Account): Promise<WaitingFor> {
  const { person, standing } = await ctx.people.resolve(account);
  if (standing === 'unknown') return { person, waiting: [], reviews: [], isUnsure: true };
  // A flood of new ones hides none that has waited longer.
  const open = await ctx.store.requests.oldestOpen(MOST);
  const waiting: Waiting[] = [];
  let isUnsure = false;
  for (const request of open) {
    // What has its approvals waits for its time, and for nobody.
    if (request.state.held) continue;
    const { approve } = await whyNot(ctx, account, request);
    if (approve === null) waiting.push(waitingAt(ctx, account, request));
    isUnsure ||= approve === 'lookup_failed';
  }
  return { person, waiting, reviews: await reviewsFor(ctx, account), isUnsure };
}

async function reviewsFor(ctx: Context, account: Account): Promise<Waiting[]> {
  const reviews: Waiting[] = [];
  for (const id of await ctx.store.reviews.open(MOST)) {
    const request = await ctx.store.requests.get(id);
    if (request && (await whyNoReview(ctx, account, request.state)) === null) {
      reviews.push(waitingAt(ctx, account, request));
    }
  }
  return reviews;
}

function waitingAt(ctx: Context, account: Account, { state, cards }: StoredRequest): Waiting {
  const links = cards.map((card) => linkTo(ctx, card, account));
  return { state, link: links.find((link) => link !== null) ?? null };
}

/** Why an approval and a rejection would not count; null where they would. */
export type WhyNot = { approve: RefusalCode | null; reject: RefusalCode | null };

/** Asks the very judgment that a vote would meet. */
export async function whyNot(
  ctx: Context,
  account: AnyAccount,
  stored: StoredRequest,
  freshness: Freshness = 'recent',
): Promise<WhyNot> {
  const { state } = stored;
  const { platform, team, user } = account;
  const asking = {
    target: { request: state.id },
    account,
    kind: 'home',
    channel: null,
    message: null,
  } as const;
  const shown = { digest: state.digest, stage: state.stage };
  const [gathered, stopped] = await Promise.all([
    gatherAuthority(ctx, { ...asking, vote: 'reject' }, stored, freshness),
    stoppedNow(ctx, state.identity.id),
  ]);
  // Whether the change has been shown is a matter of the moment, not of authority.
  const facts = { ...gathered.vote, changeShown: 'whole', stopped } as const;
  const judged = (vote: 'approve' | 'reject') => {
    const decided = decide(
      state,
      {
        type: 'vote',
        vote,
        person: gathered.person,
        comment: 'A reason.',
        salt: '',
        via: {
          platform,
          kind: 'home',
          team,
          user,
          ...(gathered.accounts ? { accounts: gathered.accounts } : {}),
        },
        shown,
      },
      ctx.now(),
      facts,
    );
    return decided.ok ? null : decided.refusal.code;
  };
  return { approve: judged('approve'), reject: judged('reject') };
}
