import type { RequestState, Vote } from './state.ts';

/** What happened to a request. `at` is milliseconds since the epoch. */
export type RequestEvent =
  | { type: 'submitted'; state: RequestState; at: number }
  | { type: 'voted'; vote: Vote; at: number }
  | { type: 'stage_passed'; stage: number; at: number }
  | { type: 'approved'; at: number }
  | { type: 'rejected'; at: number }
  | { type: 'expired'; at: number }
  | { type: 'withdrawn'; at: number };
