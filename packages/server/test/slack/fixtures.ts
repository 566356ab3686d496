import { changeDigest } from '@countersign/core/change';
import type { RequestState, Vote } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { CardContent } from '../../src/ports/chat.ts';
import { aStage } from '../../../core/test/support/stage.ts';
import { plainly } from '../support/stage.ts';

/** A moment that all fixtures agree on: 2026-11-22, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export const ada = { id: 'ada', name: 'Ada Lovelace' };
export const grace = { id: 'grace', name: 'Grace Hopper' };
export const linus = { id: 'linus', name: 'Linus Pauling' };

const smallDiff = `diff --git a/config/limits.yaml b/config/limits.yaml
--- a/config/limits.yaml
+++ b/config/limits.yaml
@@ -1,3 +1,3 @@
 payments:
-  maxAmount: 1000
+  maxAmount: 5000
   currency: EUR
`;

export function submission(more: Partial<Submission> = {}): Submission {
  return {
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
    parameters: { version: '4.2.0', replicas: 3 },
    change: {
      summary: 'Raise the payment limit for verified shops',
      repository: 'acme/payments',
      commit: '4f2c1e9a7b3d',
      diff: smallDiff,
      command: ['helm', 'upgrade', 'payments', './chart', '--atomic'],
    },
    reason: 'Shops asked for it; tested on staging since Monday.',
    tickets: [
      { key: 'OPS-214', title: 'Raise limits', url: 'https://tickets.example.com/OPS-214' },
    ],
    ...more,
  };
}

export function state(
  more: Partial<RequestState> = {},
  of: Submission = submission(),
): RequestState {
  return {
    id: '01KAV6QZ0000000000000000R1',
    identity: { id: 'release-bot', name: 'release-bot' },
    behind: [{ ...ada, as: 'owner' }],
    action: of.action,
    resource: of.resource,
    environment: of.environment,
    masked: [],
    digest: changeDigest(of),
    plan: {
      rules: ['production deploys'],
      policyVersion: `sha256:${'0'.repeat(64)}`,
      routes: [{ platform: 'slack', channel: 'C0DEPLOYS' }],
      stages: [aStage({ name: 'Platform', quorum: 1, groups: ['platform-leads'] })],
      ...plainly,
      expiresInMs: 3_600_000,
      bindings: {},
    },
    status: 'pending',
    stage: 0,
    stageOpenedAt: NOON,
    reminded: 0,
    escalated: [],
    votes: [],
    createdAt: NOON,
    expiresAt: NOON + 3_600_000,
    ...more,
  };
}

export function vote(more: Partial<Vote> = {}): Vote {
  return {
    vote: 'approve',
    person: grace,
    stage: 0,
    digest: changeDigest(submission()),
    via: { platform: 'slack', kind: 'button', team: 'T0EMULATED', user: 'U0GRACE' },
    salt: 'salt',
    at: NOON + 60_000,
    ...more,
  };
}

export function content(more: Partial<CardContent> = {}): CardContent {
  const of = more.submission ?? submission();
  return {
    card: { id: 'card-1', control: 'control-1', stage: 0, whole: true },
    state: state({}, of),
    version: 1,
    submission: of,
    outcome: null,
    eligible: [grace, linus],
    ...more,
  };
}
