import type { RequestState, Reviewed, Urgent, Vote } from './state.ts';

/** What happened to a request. `at` is milliseconds since the epoch. */
export type RequestEvent =
  | { type: 'submitted'; state: RequestState; at: number }
  | { type: 'voted'; vote: Vote; at: number }
  /** Those who can act at a stage were reminded, for the `count`th time. */
  | { type: 'reminded'; stage: number; count: number; at: number }
  /** A stage went through its escalation `step`, counted from 0. */
  | { type: 'escalated'; stage: number; step: number; at: number }
  | { type: 'stage_passed'; stage: number; at: number }
  /** All approvals are there, and wait for the freezes `by` to be over. */
  | { type: 'held'; until: number; by: string[]; at: number }
  /** One of those approvals was taken back. */
  | { type: 'reopened'; at: number }
  /** One person approved it alone in an emergency; that is to be reviewed by then. */
  | { type: 'broke_glass'; urgent: Urgent; reviewBy: number; at: number }
  | { type: 'approved'; at: number }
  | { type: 'rejected'; at: number }
  | { type: 'expired'; at: number }
  | { type: 'withdrawn'; at: number }
  /** Somebody looked at an emergency approval afterwards. */
  | { type: 'reviewed'; review: Reviewed; at: number }
  /** As many did as policy wants. */
  | { type: 'review_done'; at: number }
  /** They did not do it in time. */
  | { type: 'review_overdue'; at: number };
