import type { refusalCodes } from '../request/refusal.ts';

/**
 * Every code that the API answers, with its HTTP status: the one table.
 * Refusals of the core are conflicts or denials; the rest is about the message itself.
 */
export const problemStatus = {
  malformed: 400,
  invalid: 422,
  too_large: 413,
  headers_too_large: 431,
  request_timeout: 408,
  unsupported_media_type: 415,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 422,
  no_rule: 403,
  refused_by_rule: 403,
  frozen: 409,
  no_stage: 403,
  allowance_used_up: 429,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
  already_decided: 409,
  not_approved: 409,
  already_started: 409,
  already_reported: 409,
  expired: 409,
  nothing_due: 409,
  stale_digest: 409,
  stale_stage: 409,
  stale_card: 409,
  own_request: 403,
  earlier_voter: 403,
  already_voted: 409,
  not_eligible: 403,
  voter_bot: 403,
  voter_guest: 403,
  voter_external: 403,
  voter_deactivated: 403,
  lookup_failed: 503,
  channel_not_routed: 403,
  channel_shared_externally: 403,
  reason_required: 422,
  change_not_shown: 409,
  review_required: 409,
  not_your_request: 403,
  clock_went_back: 503,
} as const satisfies { [code: string]: number } & {
  [refusal in (typeof refusalCodes)[number]]: number;
};

export type ProblemCode = keyof typeof problemStatus;
