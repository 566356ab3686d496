import type { Grant } from '@countersign/core/grant/grant';
import type { Entry } from '@countersign/core/log/entry';
import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import type { Card } from '../../src/ports/card.ts';
import type { NewDelivery } from '../../src/ports/delivery.ts';
import { aStage } from '../../../core/test/support/stage.ts';
import { plainly } from '../support/stage.ts';

/** Every fixture's time: nothing here looks at the machine's clock. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export function aState(id: string, more: Partial<RequestState> = {}): RequestState {
  return {
    id,
    identity: { id: 'ci', name: 'CI' },
    behind: [],
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
    masked: [],
    digest: `sha256:${'0'.repeat(64)}`,
    plan: {
      rules: ['production'],
      policyVersion: 'sha256:1',
      routes: [{ platform: 'slack', channel: 'C1' }],
      stages: [aStage({ name: 'review', quorum: 1, groups: ['sre'] })],
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

export function aSubmission(more: Partial<Submission> = {}): Submission {
  return { action: 'deploy', resource: 'payments-api', environment: 'production', ...more };
}

export function anEntry(id: string, request?: string): Entry {
  const at = new Date(NOON).toISOString();
  return { id, at, kind: 'test.happened', ...(request && { request }), body: { z: 1, a: 'ü' } };
}

export function aDelivery(id: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    lane: 'slack/C1',
    paceMs: 0,
    task: { kind: 'thread.post', card: 'card', text: id },
    request: null,
    runAt: NOON,
    ...more,
  };
}

export function aCard(id: string, request: string, more: Partial<Card> = {}): Card {
  return {
    id,
    request,
    platform: 'slack',
    channel: 'C1',
    message: null,
    control: `control-${id}`,
    stage: 0,
    drawn: 0,
    whole: true,
    unavailable: null,
    fallback: false,
    ...more,
  };
}

export function aGrant(id: string, request: string, more: Partial<Grant> = {}): Grant {
  return {
    id,
    request,
    identity: 'ci',
    digest: `sha256:${'0'.repeat(64)}`,
    run: 'run-1',
    subject: 'grant:deploy:production:payments-api',
    action: 'deploy',
    environment: 'production',
    resource: 'payments-api',
    audience: ['sts.amazonaws.com'],
    scope: ['deploy'],
    targets: [],
    uses: 0,
    maxUses: 1,
    issuedAt: NOON,
    expiresAt: NOON + 900_000,
    ...more,
  };
}
