/** What policy asks for one request; frozen into the request with the policy's version. */
export type Plan = {
  /** The rules that ask, by name, in the order of the document; at least one. */
  rules: string[];
  /** Digest of the policy document that judged. */
  policyVersion: string;
  /** Where the request is shown. A route is not authority. */
  routes: Route[];
  /** Where those who can act are written to one by one; left out where they are not. */
  direct?: Direct;
  /** Left out where it is shown as usual. */
  showing?: Showing;
  /** One-way webhooks, by name and in order, that are told where a channel can't be used. */
  fallbacks?: string[];
  /** In order. None only where `allowed`. */
  stages: StagePlan[];
  /** Policy allows it at once: nobody is asked. */
  allowed?: true;
  separation: Separation;
  /** An approval takes effect only once these windows are over; left out where there are none. */
  freezes?: WrittenWindow[];
  /** Left out where nobody may approve alone in an emergency. */
  breakGlass?: BreakGlass;
  /** An approval takes effect no sooner than then, in milliseconds since the epoch. */
  holdUntil?: number;
  /** How long the request may stay open, in milliseconds. */
  expiresInMs: number;
  /** How long the identity may not ask again for what was rejected; left out where it may. */
  cooldownMs?: number;
  /** Left out: one approval serves one run, whenever it starts. */
  reuse?: Reuse;
  /** Left out: each request has a card of its own. */
  burst?: Burst;
  /** The credential that the approval gives; left out where it gives none. */
  grant?: GrantPlan;
  /** Why it gives none, though rules name one. */
  noGrant?: NoGrant;
  bindings: Bindings;
};

/** One approval serves at most so many runs, each started at most so long after the decision. */
export type Reuse = { uses: number; withinMs: number };

/** A credential for one approved change, at most one for an approval. */
export type GrantPlan = {
  /** At least one. */
  audience: string[];
  scope: string[];
  /** Never beyond the approval's own life. */
  lifetimeMs: number;
  /** How often it may be redeemed. */
  uses: number;
  /** Systems that it opens, by name. */
  targets: string[];
};

/** Rules that have nothing in common in one of these. */
export type NoGrant = { rules: string[]; differ: 'audience' | 'scope' | 'targets' };

/** Like requests that are asked within so long of the first one share its card, as a list. */
export type Burst = { withinMs: number };

/** How a request is shown; what is left out is not so. */
export type Showing = {
  /** Nowhere but in channels that are private. */
  inPrivate?: true;
  /**
   * Cards say what is asked for and by whom, and nothing of the change, the reason and the tickets'
   * titles: who may decide sees them on demand.
   */
  sensitivity?: 'restricted';
  /** Nobody is mentioned. */
  silent?: true;
};

export type Route = { platform: 'slack' | 'teams'; channel: string };

/** Each person is written to on the first of these platforms where they can be reached; at least one. */
export type Direct = Route['platform'][];

export type StagePlan = {
  name: string;
  /** The rules that ask for this stage, by name. */
  rules: string[];
  /** `all`: each quorum is met by people of its own; `any`: one quorum is enough. */
  combine: 'all' | 'any';
  /** At least one. */
  quorums: Quorum[];
  rejection: Rejection;
  /** When those who can act are reminded: milliseconds since the stage opened, ascending. */
  reminders: number[];
  /** By `afterMs`, ascending. */
  escalations: Escalation[];
  /** Nobody votes for another one; left out where a stand-in may. */
  delegation?: false;
};

/** So many distinct people, at least 1, each of whom is in any of these groups, at least one. */
export type Quorum = { quorum: number; groups: string[] };

/**
 * What ends the request: rejections by `quorum` of those who may approve, or a single one by a
 * member of a group in `veto`, who need not be among those who may approve.
 */
export type Rejection = { quorum: number; veto: string[] };

/** So long after the stage opened without passing, these groups may vote, too, and are shown it. */
export type Escalation = { afterMs: number; groups: string[]; routes: Route[]; direct?: Direct };

/** Who, beside the requester and whoever started the run, does not decide. */
export type Separation = {
  /** The owner of the identity. */
  owner: boolean;
  /** The authors of the change. */
  authors: boolean;
  /** Whoever has voted in an earlier stage. */
  earlierVoters: boolean;
};

/** How one person may approve alone in an emergency. */
export type BreakGlass = {
  /** Whoever opens it is in a group of each list. */
  openers: string[][];
  /** Where it is announced at once. */
  routes: Route[];
  /** Where the reviewers are written to one by one; left out where they are not. */
  direct?: Direct;
  review: {
    /** Milliseconds from the approval. */
    withinMs: number;
    /** Each by distinct people; somebody who is in the groups of two counts for both. */
    quorums: Quorum[];
  };
};

/** A freeze as the document writes it; `calendar/` reads it. */
export type WrittenWindow = {
  name: string;
  zone: string;
  from?: string;
  to?: string;
  start?: string;
  rrule?: string;
  for?: string;
  except?: string[];
};

export type BindingTrigger = 'approved' | 'rejected' | 'expired' | 'withdrawn';

/** Which connector fires on which end: `{ approved: [{ connector: 'webhook', name: 'deploy' }] }`. */
export type Bindings = { [trigger in BindingTrigger]?: { connector: 'webhook'; name: string }[] };

/** A named group: people listed here, members of Slack user groups and of Entra groups, together. */
export type Group = {
  name: string;
  people: string[];
  slackUserGroups: string[];
  /** Object ids; left out where there are none, so that a policy without any keeps its version. */
  entraGroups?: string[];
};
