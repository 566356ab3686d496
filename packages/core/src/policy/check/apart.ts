import type { Finding } from '../../yaml/fault.ts';
import type { Draft, StageDraft } from '../draft.ts';
import { start, remembered, together, waysOf } from './ways.ts';
import type { Way } from './ways.ts';

/**
 * Stages that can't all be passed where nobody votes in two of them. One with a condition is counted
 * beside those that are asked for always. Only listed people can be counted here.
 */
export function apart({ rules }: Draft, groups: Draft['groups']): Finding[] {
  const peopleOf = remembered(groups);
  return rules.flatMap((rule, ruleAt) => {
    if (rule?.separation?.earlier_voters !== true) return [];
    const findings: Finding[] = [];
    let before = start;
    const tell = (stage: StageDraft | null, at: number): readonly Way[] => {
      const ways = stage ? together(before, waysOf(stage, peopleOf)) : before;
      if (ways.length > 0) return ways;
      findings.push({ path: ['rules', ruleAt, 'stages', at], message: MESSAGE, hint: HINT });
      return before;
    };
    const stages = [...rule.stages.entries()];
    for (const [at, stage] of stages.filter(([, one]) => one?.when === undefined)) {
      before = tell(stage, at);
    }
    for (const [at, stage] of stages.filter(([, one]) => one?.when !== undefined)) tell(stage, at);
    return findings;
  });
}

const MESSAGE =
  'Nobody is left for this stage: whoever votes in one stage of this rule votes in no other, and their groups share too few people.';
const HINT = 'Name others here, or leave out "earlier_voters" of "separation".';
