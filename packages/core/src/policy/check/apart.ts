import type { Finding } from '../../yaml/fault.ts';
import type { Draft, StageDraft } from '../draft.ts';
import { MAX_QUORUMS } from '../shape/stage.ts';
import { lateGroups, listedPeople } from './listed-people.ts';
import { canBeMet } from './quorums.ts';
import type { Counted } from './quorums.ts';

/** A stage that leaves more ways open than this is taken to have one. */
const MAX_WAYS = 16;

/** One way to pass some stages: quorums by their groups, each met by people of its own. */
type Way = ReadonlyMap<string, Counted>;

type PeopleOf = (groups: readonly (string | null)[]) => ReadonlySet<string> | undefined;

/**
 * Stages that can't all be passed where nobody votes in two of them. One with a condition is counted
 * beside those that are asked for always. Only listed people can be counted here.
 */
export function apart({ rules }: Draft, groups: Draft['groups']): Finding[] {
  const peopleOf = remembered(groups);
  return rules.flatMap((rule, ruleAt) => {
    if (rule?.separation?.earlier_voters !== true) return [];
    const findings: Finding[] = [];
    let before: Way[] = [new Map()];
    const tell = (stage: StageDraft | null, at: number): Way[] => {
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

/** The ways that are left; none where no way can be gone. */
function together(some: readonly Way[], others: readonly Way[]): Way[] {
  if (some.length * others.length > MAX_WAYS) return [...some];
  return some
    .flatMap((one) => others.map((other) => merge(one, other)))
    .filter((way) => canBeMet([...way.values()]));
}

/** What is wanted twice of the same groups is wanted of so many more of them. */
function merge(one: Way, other: Way): Way {
  const merged = new Map(one);
  for (const [key, { quorum, people }] of other) {
    const known = merged.get(key);
    if (known) merged.set(key, { people, quorum: known.quorum + quorum });
    // Of more than can be counted, the first ones are.
    else if (merged.size < MAX_QUORUMS) merged.set(key, { quorum, people });
  }
  return merged;
}

/** What is told by itself, or may be met by people who are not listed, keeps nobody from the others. */
function waysOf(stage: StageDraft, peopleOf: PeopleOf): Way[] {
  const late = lateGroups(stage);
  const counted = (quorum: StageDraft['all'][number]): Way => {
    const groups = [...(quorum?.groups ?? []), ...late];
    const people = peopleOf(groups);
    if (!people?.size || !quorum?.quorum) return new Map();
    return new Map([[keyOf(groups), { quorum: quorum.quorum, people }]]);
  };
  const alone: Way = [stage, ...stage.all].map(counted).reduce(merge, new Map());
  const ways = stage.any.length > 0 ? stage.any.map(counted) : [alone];
  return ways.every((way) => canBeMet([...way.values()])) ? ways : [new Map()];
}

/** A document may name one group of thousands in each of its stages. */
function remembered(groups: Draft['groups']): PeopleOf {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  return (names) => {
    const key = keyOf(names);
    if (!known.has(key)) known.set(key, listedPeople(names, groups));
    return known.get(key);
  };
}

function keyOf(names: readonly (string | null)[]): string {
  return JSON.stringify([...new Set(names.map((name) => name ?? ''))].toSorted());
}
