import type { Person } from '../people.ts';
import type { Standing } from '../identity/standing.ts';
import type { Outcome } from './types.ts';

/** What is said of an identity besides its keys, by who keeps the register. */
export type IdentityInput = {
  name: string;
  /** A person's id, or `team:` and a team's. */
  owner: string;
  purpose?: string | undefined;
  /** Globs of what it may ask for; anything where left out. */
  actions?: string[] | undefined;
  labels?: Record<string, string> | undefined;
  requireKnownStarter?: boolean | undefined;
  oidc?: { issuer: string; claims: Record<string, string> }[] | undefined;
};

/** An identity as the register knows it. Times are RFC 3339. */
export type IdentityView = {
  id: string;
  name: string;
  owner?: string | undefined;
  purpose?: string | undefined;
  actions?: string[] | undefined;
  labels?: Record<string, string> | undefined;
  requireKnownStarter?: boolean | undefined;
  /** Whose definition is in force: of both, the configuration's. */
  source: 'file' | 'api';
  /** In what the API says otherwise, without effect. */
  differences: string[];
  /** Whether it may ask, and what was approved for it start. */
  standing: Standing;
  keys: { id: string; expires?: string | undefined; lastUsed?: string | undefined }[];
  oidc: { issuer: string; claims: Record<string, string>; lastUsed?: string | undefined }[];
  /** The last proof that held, to the minute. */
  lastSeen?: string | undefined;
  /** Not seen for as long as the configuration says. */
  stale: boolean;
  /** Never seen. */
  unused: boolean;
  createdAt?: string | undefined;
};

/** A new key: `key` is shown once, and kept nowhere. */
export type NewKey = { key: string; id: string; identity: IdentityView };

export type TimelineEntry =
  | {
      type: 'request';
      at: string;
      request: string;
      action: string;
      resource: string;
      environment: string;
      digest: string;
      status: 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn';
      decidedAt?: string | undefined;
      votes: { vote: 'approve' | 'reject'; person: Person; at: string }[];
      runs: number;
      outcome?: (Outcome & { at: string }) | undefined;
      grant?:
        | {
            id: string;
            issuedAt: string;
            expiresAt: string;
            uses: number;
            maxUses: number;
            revoked?: { at: string; why: string } | undefined;
          }
        | undefined;
      /** All that the log has of it. */
      events: { at: string; kind: string }[];
    }
  | {
      type: 'change';
      at: string;
      /** As in the log: `identity.suspended`, … */
      kind: string;
      by: string;
      reason?: string | undefined;
      key?: string | undefined;
    };
