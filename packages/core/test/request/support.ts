import type { CastVote, VoteFacts } from '../../src/request/command.ts';
import { submit } from '../../src/request/decide.ts';
import type { Plan, StagePlan } from '../../src/policy/plan.ts';
import type { Behind, RequestState } from '../../src/request/state.ts';
import { aStage, type SimpleStage } from '../support/stage.ts';

export const digest = `sha256:${'a'.repeat(64)}` as const;
export const hour = 3_600_000;

export const release: SimpleStage = { name: 'release', quorum: 1, groups: ['releasers'] };

/** A request at time 0 that expires in an hour; one stage of one approver unless told. */
export function aRequest(
  stages: (SimpleStage | StagePlan)[] = [release],
  more: Partial<Plan> = {},
  behind: Behind[] = [{ id: 'olga', name: 'Olga', as: 'starter' }],
): RequestState {
  return submit(
    {
      type: 'submit',
      id: 'req_1',
      identity: { id: 'ci-deploy', name: 'CI deploy' },
      behind,
      action: 'deploy',
      resource: 'payments-api',
      environment: 'production',
      digest,
      masked: [],
      plan: {
        rules: ['production deploys'],
        policyVersion: 'v1',
        routes: [{ platform: 'slack', channel: 'C1' }],
        stages: stages.map((stage) => ('quorums' in stage ? stage : aStage(stage))),
        separation: { owner: true, authors: true, earlierVoters: false },
        expiresInMs: hour,
        bindings: {},
        ...more,
      },
    },
    0,
  ).state;
}

export function aVote(person: string, more: Partial<CastVote> = {}): CastVote {
  return {
    type: 'vote',
    vote: 'approve',
    salt: 'c2FsdA',
    person: { id: person, name: person },
    via: { platform: 'slack', kind: 'button', team: 'T1', user: `U-${person}`, channel: 'C1' },
    shown: { digest, stage: 0 },
    ...more,
  };
}

export const mayVote: VoteFacts = {
  standing: 'ok',
  memberships: { releasers: 'member', security: 'member' },
  channel: 'ok',
  changeShown: 'whole',
};
