import { changeDigest } from '@countersign/core/change';
import type { RequestView, Submission } from '@countersign/core/wire/types';

type Stage = RequestView['stages'][number];

/** A stage of one quorum, as the API shows it. */
export function aStage(
  stage: Pick<Stage, 'name' | 'state' | 'quorum' | 'groups' | 'missing'> & Partial<Stage>,
): Stage {
  const { quorum, groups, missing } = stage;
  return {
    rules: ['production'],
    combine: 'all',
    quorums: [{ quorum, groups, missing }],
    approvals: [],
    rejections: [],
    ...stage,
  };
}

export function viewOf(id: string, submission: Submission): RequestView {
  const { expiresIn = 1_800, ...asked } = submission;
  const now = Date.now();
  return {
    id,
    status: 'pending',
    identity: { id: 'id_1', name: 'deploy-bot' },
    ...asked,
    digest: changeDigest(submission),
    policy: { version: 'v1', rules: ['production'] },
    routes: [{ platform: 'slack', channel: '#deploys' }],
    stages: [aStage({ name: 'release', state: 'open', quorum: 1, groups: ['sre'], missing: 1 })],
    explanation: '1 approval from sre is missing.',
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + expiresIn * 1000).toISOString(),
    cards: [
      {
        platform: 'slack',
        channel: '#deploys',
        link: 'https://acme.slack.com/archives/C1/p1',
        state: 'posted',
      },
    ],
  };
}
