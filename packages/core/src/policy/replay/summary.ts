import type { Change, Judgment, Replayed } from './replay.ts';

/** Requests to which a draft does the same. */
export type Group = {
  change: Exclude<Change, 'same'>;
  before: Judgment;
  after: Judgment;
  count: number;
  /** The ids of the first of them. */
  examples: string[];
};

export type Summary = {
  judged: number;
  same: number;
  /** Those that happen most come first. */
  groups: Group[];
  /** How many verdicts hang on something that is not known any more. */
  unsure: number;
  /** What that is, with how often; the most frequent first. */
  unknown: { why: string; count: number }[];
};

const MAX_EXAMPLES = 3;

/** Adds up what a draft would change. */
export function summing(): { add(replayed: Replayed): void; summary(): Summary } {
  const groups = new Map<string, Group>();
  const unknown = new Map<string, number>();
  let [judged, same, unsure] = [0, 0, 0];
  return {
    add({ id, before, after, change, unknown: why }) {
      judged += 1;
      if (why.length > 0) unsure += 1;
      for (const each of why) unknown.set(each, (unknown.get(each) ?? 0) + 1);
      if (change === 'same') {
        same += 1;
        return;
      }
      const key = JSON.stringify([change, before, after]);
      const group = groups.get(key) ?? { change, before, after, count: 0, examples: [] };
      group.count += 1;
      if (group.examples.length < MAX_EXAMPLES) group.examples.push(id);
      groups.set(key, group);
    },
    summary: () => ({
      judged,
      same,
      groups: [...groups.values()].sort((a, b) => b.count - a.count),
      unsure,
      unknown: [...unknown]
        .map(([why, count]) => ({ why, count }))
        .sort((a, b) => b.count - a.count),
    }),
  };
}
