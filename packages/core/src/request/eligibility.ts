import type { Quorum, StagePlan } from '../policy/plan.ts';
import type { VoteFacts } from './command.ts';
import { membershipIn } from './membership.ts';
import { openStage, type RequestState } from './state.ts';

/** The groups whose members may approve a stage, by name. */
export function approvers({ quorums }: Pick<StagePlan, 'quorums'>): string[] {
  return [...new Set(quorums.flatMap(({ groups }) => groups))];
}

/** The groups that have to be looked up before somebody votes at the open stage. */
export function groupsToAsk(state: RequestState): string[] {
  const stage = openStage(state);
  return [...new Set([...approvers(stage), ...stage.rejection.veto])];
}

/** What a person may do at the open stage. `unknown`: a look-up that could matter has failed. */
export type Eligibility =
  | { may: 'approve' | 'veto'; groups: string[]; vetoes: boolean }
  | { may: 'nothing' }
  | { may: 'unknown' };

/** One group is enough for a quorum; a failed look-up matters only where no other group holds the person. */
export function eligibility(
  state: RequestState,
  vote: 'approve' | 'reject',
  memberships: VoteFacts['memberships'],
): Eligibility {
  const stage = openStage(state);
  const ask = (groups: string[]) => membershipIn(groups, memberships);
  const veto =
    stage.rejection.veto.length > 0 && vote === 'reject' ? ask(stage.rejection.veto) : 'not_member';
  const found = new Set(stage.quorums.map(({ groups }: Quorum) => ask(groups)));
  // Who might be needed for another quorum than the one that is known could not vote once more.
  if (found.has('unknown') || veto === 'unknown') return { may: 'unknown' };
  const groups = groupsToAsk(state).filter((group) => memberships[group] === 'member');
  const vetoes = veto === 'member';
  if (found.has('member')) return { may: 'approve', groups, vetoes };
  return vetoes ? { may: 'veto', groups, vetoes } : { may: 'nothing' };
}
