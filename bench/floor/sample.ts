import { changeDigest } from '@countersign/core/change';
import type { RequestState } from '@countersign/core/request/state';
import type { Submission } from '@countersign/core/wire/submission';
import { viewOf } from '@countersign/server/app/view';
import { renderMessage } from '@countersign/server/chat/slack/render/message';
import type { CardContent } from '@countersign/server/ports/chat';
import type { StoredRequest } from '@countersign/server/ports/stored-request';

/** Stands where each flow has a name of its own; as long as those. */
const ID = 'req_00000000000000000000000000';
const RESOURCE = 'lane-99/0000';

const person = { id: 'u0person1', name: 'Person 1' };

export type Sample = ReturnType<typeof sampleOf>;

/**
 * What a service says in a flow, to the byte but for the names: made once, so that the floor does
 * not pay for drawing it.
 */
export function sampleOf(asked: Submission) {
  const submission = { ...asked, resource: RESOURCE };
  const digest = changeDigest(submission);
  const createdAt = 1_700_000_000_000;
  const state: RequestState = {
    id: ID,
    identity: { id: 'bench-bot', name: 'bench-bot' },
    behind: [],
    action: submission.action,
    resource: submission.resource,
    environment: submission.environment,
    masked: [],
    digest,
    plan: {
      rules: ['lane 99'],
      policyVersion: digest,
      routes: [{ platform: 'slack', channel: 'C0LANE99' }],
      stages: [
        {
          name: 'release',
          rules: ['lane 99'],
          combine: 'all',
          quorums: [{ quorum: 1, groups: ['approvers'] }],
          rejection: { quorum: 1, veto: [] },
          reminders: [],
          escalations: [],
        },
      ],
      separation: { owner: true, authors: true, earlierVoters: false },
      expiresInMs: 3_600_000,
      bindings: {},
    },
    status: 'pending',
    stage: 0,
    stageOpenedAt: createdAt,
    reminded: 0,
    escalated: [],
    votes: [],
    createdAt,
    expiresAt: createdAt + 3_600_000,
  };
  const via = { platform: 'slack', kind: 'button', team: 'T0BENCH', user: 'U0PERSON1' } as const;
  const vote = { vote: 'approve', person, stage: 0, digest, via, salt: ID, at: createdAt } as const;
  const approved: RequestState = {
    ...state,
    status: 'approved',
    stage: 1,
    votes: [vote],
    decidedAt: createdAt,
  };
  const line = `Person 1 approved.\nApproved. bench-bot may go ahead with ${digest}.`;
  return {
    view: filler(viewOf(stored(state), submission, () => null)),
    approved: filler(viewOf(stored(approved), submission, () => null)),
    card: filler(renderMessage(content(state, submission), 'nonce')),
    settled: filler(renderMessage(content(approved, submission), 'nonce')),
    line: filler({ text: line }),
  };
}

/** Puts a flow's own names in. */
function filler(of: object) {
  const text = JSON.stringify(of);
  return (id: string, resource: string): string =>
    text.replaceAll(ID, id).replaceAll(RESOURCE, resource);
}

function stored(state: RequestState): StoredRequest {
  return { state, version: 1, runs: [], outcome: null, cards: [] };
}

function content(state: RequestState, submission: Submission): CardContent {
  const card = { id: state.id, control: state.id, stage: 0, whole: true };
  return { card, state, version: 1, submission, outcome: null, eligible: [person] };
}
