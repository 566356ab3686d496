import type { Finding } from '../../yaml/fault.ts';
import type { Draft, StageDraft } from '../draft.ts';
import { lateGroups, listedPeople } from './listed-people.ts';
import { canBeMet } from './quorums.ts';
import type { Counted } from './quorums.ts';

/** A stage that leaves more ways open than this is taken to have one. */
const MAX_WAYS = 16;

/** One way to pass some stages: these quorums, each by people of its own. */
type Way = Counted[];

/**
 * Stages that can't all be passed where nobody votes in two of them. One with a condition is counted
 * beside those that are asked for always. Only listed people can be counted here.
 */
export function apart({ rules }: Draft, groups: Draft['groups']): Finding[] {
  return rules.flatMap((rule, ruleAt) => {
    if (rule?.separation?.earlier_voters !== true) return [];
    const findings: Finding[] = [];
    let before: Way[] = [[]];
    const tell = (stage: StageDraft | null, at: number): Way[] => {
      const ways = stage ? together(before, waysOf(stage, groups)) : before;
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

/** The ways that are left; none where no way can be gone. */
function together(some: readonly Way[], others: readonly Way[]): Way[] {
  const all = some.flatMap((one) => others.map((other) => [...one, ...other]));
  return all.length > MAX_WAYS ? [...some] : all.filter(canBeMet);
}

/** What is told by itself, or may be met by people who are not listed, keeps nobody from the others. */
function waysOf(stage: StageDraft, groups: Draft['groups']): Way[] {
  const late = lateGroups(stage);
  const counted = (quorum: StageDraft['all'][number]): Way => {
    const people = quorum ? listedPeople([...quorum.groups, ...late], groups) : undefined;
    return people?.size && quorum?.quorum ? [{ quorum: quorum.quorum, people }] : [];
  };
  const ways =
    stage.any.length > 0
      ? stage.any.map(counted)
      : [[stage, ...stage.all].flatMap((one) => counted(one))];
  return ways.some((way) => !canBeMet(way)) ? [[]] : ways;
}
