import { sameParty, type Party, type Speaker } from '../delegation/delegation.ts';
import type { Account, AnyAccount, Person } from '../people.ts';
import type { Digest } from '../digest.ts';
import type { Plan, StagePlan } from '../policy/plan.ts';
import { tally, type Tally } from './tally.ts';

export type Status = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn';

/** How a person's word reached us. */
export type Via = {
  platform: AnyAccount['platform'];
  /** `api`: by the session of somebody who has signed in. */
  kind: 'button' | 'modal' | 'command' | 'home' | 'api';
  team: string;
  user: string;
  channel?: string;
  /** The id of that session. */
  session?: string;
  /** Who has signed in speaks for these of their accounts in chat, too. */
  accounts?: Account[];
};

/** So many secrets of a kind were taken out before anything was stored or shown. */
export type Masked = { rule: string; count: number };

/** A person who stands behind a request, and how. A `keeper` made what proved its bot, or said who owns it. */
export type Behind = Person & { as: 'owner' | 'starter' | 'author' | 'keeper' };

export type Vote = {
  vote: 'approve' | 'reject';
  person: Person;
  /** Those of the stage's groups that held the person; a vote of before they were kept has none. */
  groups?: string[];
  /** The one whose right it was, where the person only stands in for them. */
  onBehalfOf?: Party & { delegation: string };
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

/** An approval in an emergency, by one person. */
export type Urgent = Pick<Vote, 'person' | 'stage' | 'digest' | 'salt' | 'via' | 'at'> & {
  /** The openers' groups that held the person. */
  groups: string[];
  reason: string;
  /** Which freezes would have held it at that moment, by name. */
  freezes: string[];
};

export type Reviewed = Pick<Vote, 'person' | 'salt' | 'via' | 'at' | 'comment'> & {
  /** Whether all is well with it. A concern says what is not. */
  finding: 'ok' | 'concern';
  /** The reviewers' groups that held the person. */
  groups: string[];
};

/** The review of an emergency approval, afterwards. */
export type AfterReview = {
  dueAt: number;
  /** When it was found to be late. */
  overdueAt?: number;
  /** When as many had reviewed it as policy wants. */
  doneAt?: number;
  /** In order; each by another person. */
  by: Reviewed[];
};

/** One request. Times are milliseconds since the epoch. */
export type RequestState = {
  id: string;
  identity: { id: string; name: string };
  behind: Behind[];
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
  stageOpenedAt: number;
  /** How many of the open stage's reminders have gone out. */
  reminded: number;
  /** How many escalations each stage has gone through. */
  escalated: number[];
  /** In the order they were cast. A later one of the same hand in the same stage replaces an earlier. */
  votes: Vote[];
  /** All approvals are there; they take effect then, when the freezes named are over. */
  held?: { until: number; by: string[] };
  /** Approved in an emergency, by one person. */
  urgent?: Urgent;
  /** There once it was. */
  review?: AfterReview;
  createdAt: number;
  expiresAt: number;
  decidedAt?: number;
};

export function isOpen(state: RequestState): boolean {
  return state.status === 'pending';
}

/** What each hand says in a stage: its latest vote, in the order of the first ones. */
export function votesOf(state: RequestState, stage: number): Vote[] {
  const latest: Vote[] = [];
  for (const vote of state.votes) {
    if (vote.stage !== stage) continue;
    const at = latest.findIndex((earlier) => sameHand(earlier, vote));
    latest[at === -1 ? latest.length : at] = vote;
  }
  return latest;
}

/** Who speaks, and for whom. */
export type Hand = {
  person: Person;
  via: Pick<AnyAccount, 'platform' | 'user'> & Pick<Via, 'accounts'>;
  onBehalfOf?: Vote['onBehalfOf'];
};

/**
 * Who an account is can change between two votes: an address is confirmed, the configuration lists
 * it, its workspace joins an organisation. The account stays, and a user id is unique to a platform.
 * Whoever votes for another one is one hand with them.
 */
export function sameHand(a: Hand, b: Hand): boolean {
  const others = partiesOf(b);
  return partiesOf(a).some((one) => others.some((other) => sameParty(one, other)));
}

function partiesOf({ person, via, onBehalfOf }: Hand): Speaker[] {
  return [...speakersOf({ person, via }), ...(onBehalfOf ? [onBehalfOf] : [])];
}

/** One human, by each account that is known to be theirs. */
export function speakersOf({ person, via }: Pick<Hand, 'person' | 'via'>): Speaker[] {
  return [via, ...(via.accounts ?? [])].map((account) => ({ person, account }));
}

export function approvalsOf(state: RequestState, stage: number): Vote[] {
  return votesOf(state, stage).filter(({ vote }) => vote === 'approve');
}

export function rejectionsOf(state: RequestState, stage: number): Vote[] {
  return votesOf(state, stage).filter(({ vote }) => vote === 'reject');
}

export function openStage(state: RequestState): StagePlan {
  return stageNow(state, state.stage);
}

/** A stage with the groups that escalations have added: they may fill any of its quorums. */
export function stageNow(state: RequestState, at: number): StagePlan {
  const stage = state.plan.stages[at];
  if (!stage) throw new Error(`Request ${state.id} has no stage ${at}.`);
  const steps = stage.escalations.slice(0, state.escalated[at] ?? 0);
  const added = steps.flatMap(({ groups }) => groups);
  if (added.length === 0) return stage;
  const quorums = stage.quorums.map(({ quorum, groups }) => ({
    quorum,
    groups: [...new Set([...groups, ...added])],
  }));
  return { ...stage, quorums };
}

export function tallyOf(state: RequestState, stage: number): Tally {
  return tally(stageNow(state, stage), approvalsOf(state, stage));
}

/** How many more distinct people a stage wants, at the least. */
export function missingApprovals(state: RequestState, stage: number): number {
  return state.plan.stages[stage] ? tallyOf(state, stage).missing : 0;
}

/**
 * Who can't give what the open stage is missing: those behind the request, and those who have had
 * their say, themselves or by a stand-in.
 */
export function notToAsk(state: RequestState): Person[] {
  const { votes, stage, plan } = state;
  const spoken = votes.filter((vote) => vote.stage === stage || plan.separation.earlierVoters);
  return [
    ...excluded(state),
    ...spoken.flatMap(({ person, onBehalfOf }) => [person, onBehalfOf?.person ?? person]),
  ];
}

/** The people behind a request whose decision does not count, by the rules that ask. */
export function excluded({ behind, plan: { separation } }: RequestState): Behind[] {
  return behind.filter(({ as }) => {
    if (as === 'owner') return separation.owner;
    return as === 'author' ? separation.authors : true;
  });
}
