import type { Draft, StageDraft } from '../draft.ts';
import { MAX_QUORUMS } from '../shape/stage.ts';
import { lateGroups, listedPeople } from './listed-people.ts';
import { canBeMet } from './quorums.ts';
import type { Counted } from './quorums.ts';

/** A stage that leaves more ways open than this is taken to have one. */
const MAX_WAYS = 16;

/** One way to pass some stages: quorums by their groups, each met by people of its own. */
export type Way = ReadonlyMap<string, Counted>;

export type PeopleOf = (groups: readonly (string | null)[]) => ReadonlySet<string> | undefined;

/** What there is before the first stage. */
export const start: readonly Way[] = [new Map()];

/** The ways that are left; none where no way can be gone. */
export function together(some: readonly Way[], others: readonly Way[]): Way[] {
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
export function waysOf(stage: StageDraft, peopleOf: PeopleOf): Way[] {
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
export function remembered(groups: Draft['groups']): PeopleOf {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  return (names) => {
    const key = keyOf(names);
    if (!known.has(key)) known.set(key, listedPeople(names, groups));
    return known.get(key);
  };
}

export function keyOf(names: readonly (string | null)[]): string {
  return JSON.stringify([...new Set(names.map((name) => name ?? ''))].toSorted());
}
