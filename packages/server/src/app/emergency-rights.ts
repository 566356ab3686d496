import type { Account } from '@countersign/core/people';
import { openerGroups } from '@countersign/core/request/break-glass';
import { decide } from '@countersign/core/request/decide';
import type { RefusalCode } from '@countersign/core/request/refusal';
import type { RequestState } from '@countersign/core/request/state';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';
import { whyNoReview } from './review-request.ts';
import { gatherAuthority } from './vote-facts.ts';

/**
 * Who can't be looked up just now is not shown the door: the click asks again. Nor does a card hide
 * what the register keeps from counting: the click says why, and counts once that is over.
 */
export function isOpenTo(refusal: RefusalCode | null): boolean {
  return refusal === null || told.has(refusal);
}

const told: ReadonlySet<RefusalCode> = new Set([
  'lookup_failed',
  'identity_suspended',
  'identity_unknown',
  'identity_ownerless',
]);

/** What of an emergency is open to an account, for a card that is drawn for it. Asked of nobody else. */
export async function emergencyRights(ctx: Context, account: Account, stored: StoredRequest) {
  const { state } = stored;
  const breakGlass =
    hasEmergencyPath(state) && isOpenTo(await whyNoBreakGlass(ctx, account, stored));
  const review = isReviewOpen(state) && isOpenTo(await whyNoReview(ctx, account, state));
  return { breakGlass, review };
}

function hasEmergencyPath({ status, plan }: RequestState): boolean {
  return status === 'pending' && plan.breakGlass !== undefined;
}

export function isReviewOpen({ review }: RequestState): boolean {
  return review !== undefined && review.doneAt === undefined;
}

async function whyNoBreakGlass(
  ctx: Context,
  account: Account,
  stored: StoredRequest,
): Promise<RefusalCode | null> {
  const { state } = stored;
  const { platform, team, user } = account;
  const asking = { account, kind: 'home', channel: null, message: null } as const;
  const vote = { ...asking, target: { request: state.id }, vote: 'approve' } as const;
  const gathered = await gatherAuthority(ctx, vote, stored, 'recent', openerGroups(state));
  const judged = decide(
    state,
    {
      type: 'break_glass',
      person: gathered.person,
      reason: 'A reason.',
      salt: '',
      via: { platform, kind: 'home', team, user },
      shown: { digest: state.digest, stage: state.stage },
    },
    ctx.now(),
    { ...gathered.vote, changeShown: 'whole' },
  );
  return judged.ok ? null : judged.refusal.code;
}
