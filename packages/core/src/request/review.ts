import { said } from '../text/said.ts';
import { samePerson, type Person } from '../people.ts';
import type { Decided, Review, ReviewFacts } from './command.ts';
import type { RequestEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { membershipIn } from './membership.ts';
import type { Refused } from './refusal.ts';
import { refuse } from './refuse.ts';
import { refuseReview } from './refuse-review.ts';
import { sameHand, type AfterReview, type RequestState } from './state.ts';
import { tally, type Tally } from './tally.ts';

/** The groups that have to be looked up before somebody reviews an emergency approval. */
export function reviewerGroups({ plan: { breakGlass } }: RequestState): string[] {
  return [...new Set(breakGlass?.review.quorums.flatMap(({ groups }) => groups))];
}

/** Who has a part in an emergency, or has reviewed it already: nobody else is to be asked. */
export function notToReview({ behind, urgent, review: after }: RequestState): Person[] {
  const reviewers = after?.by.map(({ person }) => person) ?? [];
  return [...behind, ...(urgent ? [urgent.person] : []), ...reviewers];
}

/** What reviews there are, and what is missing, quorum by quorum. */
export function reviewTally(state: RequestState): Tally['quorums'] {
  const quorums = state.plan.breakGlass?.review.quorums ?? [];
  return tally({ combine: 'any', quorums }, state.review?.by ?? []).quorums;
}

export function reviewStatus({ overdueAt, doneAt }: AfterReview): 'due' | 'overdue' | 'done' {
  if (doneAt !== undefined) return 'done';
  return overdueAt === undefined ? 'due' : 'overdue';
}

/** Looks at an emergency approval afterwards; late is better than never. It undoes nothing. */
export function review(
  state: RequestState,
  command: Review,
  facts: ReviewFacts,
  now: number,
): Decided | Refused {
  const { person } = command;
  const { urgent, review: open } = state;
  const comment = said(command.comment);
  if (!urgent || !open) return refuseReview.nothingTo();
  if (open.doneAt !== undefined) return refuseReview.already(open.by);
  if (command.digest !== state.digest) return refuseReview.otherChange();
  if (facts.standing !== 'ok') return refuse.standing(facts.standing, 'review');
  const behind = state.behind.find((one) => samePerson(one, person));
  if (behind) return refuseReview.own(state, behind);
  if (sameHand(urgent, command)) return refuseReview.ownApproval();
  const earlier = open.by.find((one) => sameHand(one, command));
  if (earlier) return refuseReview.alreadyByYou(earlier);
  const groups = reviewerGroups(state);
  const found = membershipIn(groups, facts.memberships);
  if (found === 'unknown') return refuse.lookupFailed('review');
  if (found === 'not_member') return refuseReview.noReviewer(groups);
  if (command.finding === 'concern' && !comment) return refuseReview.concernWithoutWords();

  const { finding, salt, via } = command;
  const reviewed: RequestEvent = {
    type: 'reviewed',
    review: {
      person,
      finding,
      groups: groups.filter((group) => facts.memberships[group] === 'member'),
      salt,
      via,
      at: now,
      ...(comment ? { comment } : {}),
    },
    at: now,
  };
  const after = evolve(state, reviewed);
  const isDone = reviewTally(after).every(({ missing }) => missing === 0);
  const events: RequestEvent[] = isDone ? [reviewed, { type: 'review_done', at: now }] : [reviewed];
  return { ok: true, events, state: events.reduce(evolve, state) };
}
