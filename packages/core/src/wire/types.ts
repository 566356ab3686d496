/**
 * What the schemas beside this file take, as plain types: whoever uses the client needs no schema
 * library for them. A test keeps the two alike.
 */
import type { RevokedWhy } from '../grant/grant.ts';
import type { ProblemCode } from './problem-status.ts';

export type { ProblemCode };

/** Any JSON value (RFC 8259). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The body of `POST /v1/requests`: a bot asks. */
export type Submission = {
  /** Lower-case words that policy matches on: `deploy`, `rotate-key`, `db.migrate`. */
  action: string;
  /** `payments-api`, `db/orders/customers`; policy matches the segments between `/` one by one. */
  resource: string;
  /** As `action`: `production`. */
  environment: string;
  parameters?: Record<string, Json> | undefined;
  change?: Change | undefined;
  /** Why, in the bot's words. Shown, logged as a commitment, not part of the digest. */
  reason?: string | undefined;
  tickets?: Ticket[] | undefined;
  /** Seconds until the request expires unanswered. Policy may make it shorter, never longer. */
  expiresIn?: number | undefined;
};

/** What exactly will happen. All of it goes into the change digest. */
export type Change = {
  summary?: string | undefined;
  repository?: string | undefined;
  /** 7 to 64 hex digits. */
  commit?: string | undefined;
  /** A unified diff, as `git diff` prints it. */
  diff?: string | undefined;
  /** E-mail addresses of those who wrote it, as git has them. They don't decide about it. */
  authors?: string[] | undefined;
  /** Each with its digest: `sha256:` and 64 hex digits. */
  artifacts?: { name: string; digest: string }[] | undefined;
  /** The command that will run, one argument an item. */
  command?: string[] | undefined;
};

export type Ticket = { key: string; url?: string | undefined; title?: string | undefined };

type Voice = { person: Person; at: string; comment?: string | undefined };

/** `onBehalfOf` is the one whose right it was, where the person only stands in for them. */
type Ballot = Voice & { onBehalfOf?: Person | undefined };

/** A request as the API shows it. Instants are RFC 3339 in UTC with milliseconds. */
export type RequestView = {
  id: string;
  status: 'pending' | Ending;
  identity: { id: string; name: string };
  action: string;
  resource: string;
  environment: string;
  parameters?: Record<string, Json> | undefined;
  change?: Change | undefined;
  reason?: string | undefined;
  tickets?: Ticket[] | undefined;
  /** Parameters, change, reason and tickets are left out: they are shown to who may decide it. */
  withheld?: true | undefined;
  /** The change digest: what is approved and what must run. */
  digest: string;
  policy: { version: string; rules: string[] };
  routes: Place[];
  /** Where those who can act are written to one by one; left out where they are not. */
  direct?: Place['platform'][] | undefined;
  stages: {
    name: string;
    state: 'waiting' | 'open' | 'passed' | 'closed';
    /** The fewest people who can pass it. */
    quorum: number;
    /** Whose members may approve it. */
    groups: string[];
    /** `all`: each quorum by people of its own; `any`: one of them is enough. */
    combine: 'all' | 'any';
    quorums: StageQuorum[];
    /** The rules that ask for it. */
    rules: string[];
    approvals: Ballot[];
    rejections: Ballot[];
    /** How many more distinct people must approve, at the least. */
    missing: number;
  }[];
  /** One sentence: what is missing and who can give it, or how it ended. */
  explanation: string;
  createdAt: string;
  expiresAt: string;
  /** All approvals are there and take effect then: when these freezes are over, or not before. */
  held?: { until: string; by: string[] } | undefined;
  decision?: { outcome: Ending; at: string; by: Person[]; reason?: string | undefined } | undefined;
  /** One person approved it alone in an emergency; others review that afterwards. */
  emergency?: Emergency | undefined;
  /** When a run took the approval; of several, the last one. */
  started?: { at: string } | undefined;
  /** Once approved, where the approval is for several runs: how many, and until when they may start. */
  reuse?: { uses: number; used: number; until: string } | undefined;
  outcome?: (Outcome & { at: string }) | undefined;
  /** The credential that the approval gives, where policy gives one. */
  grant?: GrantView | undefined;
  /** Where the request is shown, once it is posted. */
  cards: (Place & { link?: string | undefined; state: 'queued' | 'posted' | 'unavailable' })[];
};

/** `people` where it was asked for, and where the stage is open and one more of them brings it nearer. */
type StageQuorum = {
  quorum: number;
  groups: string[];
  missing: number;
  people?: AblePeople | undefined;
};

/** Who may still give it, by name, as far as that is known; so many more are not named. */
export type AblePeople = { names: string[]; more: number };

/** A grant as the API shows it, without its token. */
export type GrantView = {
  /** Absent as long as it was not issued. */
  id?: string | undefined;
  /** `not_issued`: the approval will give it, once its run has started. */
  status: 'not_issued' | 'live' | 'used_up' | 'expired' | 'revoked';
  audience: string[];
  scope: string[];
  targets: string[];
  uses: { used: number; most: number };
  issuedAt?: string | undefined;
  expiresAt?: string | undefined;
  revoked?: { at: string; why: RevokedWhy } | undefined;
};

/** The body of `POST /v1/requests/{id}/grant`, with the digest of what is about to run. */
export type GrantAsk = { run: string; digest: string; audience?: string[] | undefined };

export type IssuedGrant = {
  id: string;
  request: string;
  digest: string;
  /** A JWT access token (RFC 9068). Shown here alone. */
  token: string;
  audience: string[];
  scope: string[];
  targets: string[];
  expiresAt: string;
};

type Emergency = {
  by: Person;
  reason: string;
  at: string;
  /** Which freezes would have held it. */
  freezes: string[];
  review: {
    status: 'due' | 'overdue' | 'done';
    dueAt: string;
    quorums: { quorum: number; groups: string[]; missing: number }[];
    reviews: (Voice & { finding: 'ok' | 'concern' })[];
  };
};

type Ending = 'approved' | 'rejected' | 'expired' | 'withdrawn';
type Person = { id: string; name: string };
type Place = { platform: 'slack' | 'teams'; channel: string };

/** How the command ended, as the bot reported it. */
export type Outcome = {
  status: 'succeeded' | 'failed';
  exitCode?: number | undefined;
  message?: string | undefined;
};

/** The body of `POST /v1/requests/{id}/outcome`, with the bot's own name for the run. */
export type OutcomeReport = Outcome & { run?: string | undefined };

/** A delivery that was given up, as operators see it. Its payload stays inside. */
export type DeadDelivery = {
  id: string;
  /** What it was to do: `card.post`, `webhook.send`, … */
  task: string;
  lane: string;
  request?: string | undefined;
  attempts: number;
  /** Why the last attempt failed. */
  error: string;
  diedAt: string;
};

/** How fast people decide, as operators see it. Nobody is refused for being quick. */
export type ApproverFigures = {
  /** From when on it counts: as asked, or later where there are too many decisions. */
  since: string;
  items: {
    person: Person;
    decisions: number;
    /** Those within three seconds of seeing the request. */
    quick: number;
    /** Since the card was posted or the stage opened, whichever was later. */
    seconds: { median: number; p95: number };
  }[];
};

/** RFC 9457 problem details, with a closed `code`. `detail` says what happened, why, what to do. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ProblemCode;
  /** What exactly is wrong with the input; `path` is a JSON pointer (RFC 6901). */
  errors?: { path: string; message: string }[] | undefined;
  /** Seconds to wait before another try. */
  retryAfter?: number | undefined;
};
