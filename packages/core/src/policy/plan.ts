/** What policy asks for one request; frozen into the request with the policy's version. */
export type Plan = {
  /** The rule that matched, by name. */
  rule: string;
  /** Digest of the policy document that judged. */
  policyVersion: string;
  /** Where the request is shown. A route is not authority. */
  routes: Route[];
  /**
   * One-way webhooks, by name and in order, that are told where a channel can't be used; left out
   * where there are none, so that a policy without any keeps its version.
   */
  fallbacks?: string[];
  /** In order; at least one. */
  stages: StagePlan[];
  /** How long the request may stay open, in milliseconds. */
  expiresInMs: number;
  bindings: Bindings;
};

export type Route = { platform: 'slack' | 'teams'; channel: string };

export type StagePlan = {
  name: string;
  /** Distinct people that must approve, at least 1. */
  quorum: number;
  /** A person in any of these groups may vote, at least one. */
  groups: string[];
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
