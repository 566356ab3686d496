import type { Account, Person } from '../people.ts';
import type { Digest } from '../digest.ts';
import type { Plan, StagePlan } from '../policy/plan.ts';

export type Status = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn';

/** How a person's word reached us. */
export type Via = {
  platform: Account['platform'];
  kind: 'button' | 'modal' | 'command' | 'home';
  team: string;
  user: string;
  channel?: string;
};

/** So many secrets of a kind were taken out before anything was stored or shown. */
export type Masked = { rule: string; count: number };

export type Vote = {
  vote: 'approve' | 'reject';
  person: Person;
  /** Index into `plan.stages`. */
  stage: number;
  /** The digest that the person was shown. */
  digest: Digest;
  comment?: string;
  /** Random; stands with the comment in the log's commitment. */
  salt: string;
  via: Via;
  /** Milliseconds since the epoch. */
  at: number;
};

/** One request. Times are milliseconds since the epoch. */
export type RequestState = {
  id: string;
  identity: { id: string; name: string };
  /** People who count as the requester: the identity's owner, the human who started the run. */
  behind: Person[];
  action: string;
  resource: string;
  environment: string;
  digest: Digest;
  /** Commitment to reason and tickets, which are shown but not part of the change. */
  context?: Digest;
  /** What the card can't show, though the digest covers it; empty for most. */
  masked: Masked[];
  plan: Plan;
  status: Status;
  /** The open stage; stays at the last one that was open once the request is decided. */
  stage: number;
  votes: Vote[];
  createdAt: number;
  expiresAt: number;
  decidedAt?: number;
};

export function isOpen(state: RequestState): boolean {
  return state.status === 'pending';
}

export function approvalsOf(state: RequestState, stage: number): Vote[] {
  return state.votes.filter((v) => v.stage === stage && v.vote === 'approve');
}

export function openStage(state: RequestState): StagePlan {
  const stage = state.plan.stages[state.stage];
  if (!stage) throw new Error(`Request ${state.id} has no stage ${state.stage}.`);
  return stage;
}

/** How many more distinct people a stage wants. */
export function missingApprovals(state: RequestState, stage: number): number {
  const quorum = state.plan.stages[stage]?.quorum ?? 0;
  return Math.max(0, quorum - approvalsOf(state, stage).length);
}
