import { refused } from './refusal.ts';
import type { RequestState } from './state.ts';

/** Refusals of an approval by the emergency path. */
export const refuseEmergency = {
  noPath: () =>
    refused(
      'no_break_glass',
      'Nothing was decided: policy has no emergency path for this request. Whoever may approve it decides as usual.',
    ),
  noOpener: ({ plan: { breakGlass } }: RequestState) =>
    refused(
      'not_eligible',
      `Nothing was decided: the emergency path is for ${breakGlass?.openers.map((groups) => groups.join(' or ')).join(', and for ') ?? 'nobody'}.`,
    ),
  reasonRequired: () =>
    refused(
      'reason_required',
      'Nothing was decided: say why this can not wait. Whoever reviews it will read it.',
    ),
  reasonTooLong: (most: number) =>
    refused(
      'reason_required',
      `Nothing was decided: the reason is longer than ${most} characters. Say the rest afterwards, in the thread of the card.`,
    ),
  reviewRequired: () =>
    refused(
      'review_required',
      'Nothing was decided. Its card does not show all of this change, so that words can not approve it, in an emergency, either: open “In an emergency…” on the card, and read it there.',
    ),
};
