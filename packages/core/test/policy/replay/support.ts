import type { PastRequest } from '../../../src/policy/replay/past.ts';

/** A request that one of group a was asked about. */
export function past(more: Partial<PastRequest> = {}): PastRequest {
  return {
    id: 'req_1',
    identity: { id: 'ci', name: 'ci' },
    action: 'deploy',
    environment: 'production',
    resource: 'api',
    digest: `sha256:${'0'.repeat(64)}`,
    createdAt: '2026-11-20T17:30:00.000Z',
    policy: { version: 'sha256:0', rules: ['r'] },
    stages: [{ name: 's', combine: 'all', quorums: [{ quorum: 1, groups: ['a'], missing: 0 }] }],
    ...more,
  };
}
