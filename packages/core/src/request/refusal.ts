/** Why a command changed nothing. The list is closed: people and programs rely on it. */
export const refusalCodes = [
  'already_decided',
  'expired',
  'not_yet_expired',
  'stale_digest',
  'stale_stage',
  'stale_card',
  'own_request',
  'already_voted',
  'not_eligible',
  'voter_bot',
  'voter_guest',
  'voter_external',
  'voter_deactivated',
  'lookup_failed',
  'channel_not_routed',
  'channel_shared_externally',
  'reason_required',
  'change_not_shown',
  'not_your_request',
  'clock_went_back',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** A sentence for the person who met it: what happened, why, what to do. */
export type Refusal = { code: RefusalCode; message: string };
