/** Why a command changed nothing. The list is closed: people and programs rely on it. */
export const refusalCodes = [
  'already_decided',
  'expired',
  'nothing_due',
  'stale_digest',
  'stale_stage',
  'stale_card',
  'own_request',
  'no_break_glass',
  'nothing_to_review',
  'already_reviewed',
  'earlier_voter',
  'already_voted',
  'not_eligible',
  'voter_bot',
  'voter_guest',
  'voter_external',
  'voter_deactivated',
  'voter_unrecognised',
  'lookup_failed',
  'channel_not_routed',
  'channel_not_allowed',
  'channel_not_private',
  'channel_shared_externally',
  'channel_without_bot',
  'reason_required',
  'change_not_shown',
  'review_required',
  'identity_suspended',
  'identity_unknown',
  'identity_ownerless',
  'not_your_request',
  'clock_went_back',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A sentence for the person who met it: what happened, why, what to do. */
export type Refusal = { code: RefusalCode; message: string };

export type Refused = { ok: false; refusal: Refusal };

/** With its words: `refuse.ts`, `refuse-emergency.ts`, `refuse-review.ts`. */
export const refused = (code: RefusalCode, message: string): Refused => ({
  ok: false,
  refusal: { code, message },
});
