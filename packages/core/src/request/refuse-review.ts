import { moment } from '../text/moment.ts';
import { howBehind } from './how-behind.ts';
import { names } from './how-it-ended.ts';
import { refused } from './refusal.ts';
import type { Behind, RequestState, Reviewed } from './state.ts';

/** Refusals of a review of what was approved in an emergency. */
export const refuseReview = {
  nothingTo: () =>
    refused(
      'nothing_to_review',
      'Nothing was changed: this request was not approved in an emergency, so there is nothing to review.',
    ),
  already: (by: readonly Reviewed[]) =>
    refused('already_reviewed', `Nothing was changed: ${names(by)} reviewed it.`),
  alreadyByYou: (earlier: Reviewed) =>
    refused(
      'already_reviewed',
      `Your review of ${moment(earlier.at)} stands; another person has to review it, too.`,
    ),
  ownApproval: () =>
    refused(
      'own_request',
      'Nothing was changed: you approved this in an emergency, and nobody reviews their own approval.',
    ),
  own: (state: RequestState, { as }: Pick<Behind, 'as'>) =>
    refused(
      'own_request',
      `Nothing was changed: you ${howBehind(state, as)}, and nobody reviews what was approved for themselves.`,
    ),
  otherChange: () =>
    refused(
      'stale_digest',
      'Nothing was changed: what you were shown is not the change that was approved. Open the current card.',
    ),
  noReviewer: (groups: readonly string[]) =>
    refused('not_eligible', `Nothing was changed: its review is for ${groups.join(' or ')}.`),
  concernWithoutWords: () =>
    refused('reason_required', 'Nothing was changed: say what your concern is.'),
};
