import type { RequestState } from '@countersign/core/request/state';
import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { aState, aSubmission, NOON } from '../fixtures.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const urgent: NonNullable<RequestState['urgent']> = {
  person: { id: 'ada', name: 'Ada' },
  reason: 'The site is down.',
  salt: '',
  stage: 0,
  groups: ['commanders'],
  freezes: [],
  digest: `sha256:${'e'.repeat(64)}`,
  via: { platform: 'slack', kind: 'command', team: 'T1', user: 'U1' },
  at: NOON,
};

describe.each(engines)('what became of requests like one, on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function seeded() {
    const store = await fresh();
    const ago: [string, number, 'pending' | 'approved' | 'rejected', object][] = [
      ['r1', 10 * DAY, 'approved', {}],
      ['r2', 3 * DAY, 'approved', { digest: `sha256:${'2'.repeat(64)}` }],
      ['r3', 5 * HOUR, 'rejected', {}],
      ['r4', 2 * HOUR, 'pending', {}],
      ['other-bot', HOUR, 'approved', { identity: { id: 'robot', name: 'Robot' } }],
      ['other-action', HOUR, 'approved', { action: 'rollback' }],
      ['other-resource', HOUR, 'approved', { resource: 'ledger' }],
      ['other-environment', HOUR, 'approved', { environment: 'staging' }],
      ['allowed', HOUR, 'approved', { plan: { ...aState('x').plan, allowed: true } }],
      ['emergency', HOUR, 'approved', { digest: `sha256:${'e'.repeat(64)}` }],
    ];
    for (const [id, before, status, more] of ago) {
      const at = NOON - before;
      const state = aState(id, { createdAt: at, stageOpenedAt: at, expiresAt: at + HOUR, ...more });
      await store.requests.submit({ state, submission: aSubmission() }, {});
      if (status === 'pending') continue;
      await store.requests.change(id, (current) => ({
        state: {
          ...current.state,
          status,
          decidedAt: at + 60_000,
          ...(id === 'emergency' ? { urgent } : {}),
        },
        result: null,
      }));
    }
    return store;
  }

  const like = {
    identity: 'ci',
    action: 'deploy',
    resource: 'payments-api',
    environment: 'production',
    now: NOON,
  };

  it('is counted by day and week: approvals are of people who were asked', async () => {
    const { requests } = await seeded();
    expect(await requests.history(like)).toEqual({
      requestsLastDay: 4,
      requestsLastWeek: 5,
      approvalsLastDay: 0,
      approvalsLastWeek: 1,
      rejectionsLastDay: 1,
      rejectionsLastWeek: 1,
      lastApproved: NOON - 3 * DAY + 60_000,
      lastRejected: NOON - 5 * HOUR + 60_000,
      lastApprovedDigest: `sha256:${'2'.repeat(64)}`,
    });
  });

  it('is nothing where there was none, which is known', async () => {
    const { requests } = await fresh();
    expect(await requests.history(like)).toMatchObject({
      requestsLastWeek: 0,
      lastApproved: null,
      lastApprovedDigest: null,
    });
  });
});
