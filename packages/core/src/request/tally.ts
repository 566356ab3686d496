import type { Quorum, StagePlan } from '../policy/plan.ts';

/** One person's approval; `groups` are those that held the person, and undefined stands for any. */
export type Ballot = { groups?: readonly string[] };

export type Tally = {
  met: boolean;
  /** The fewest distinct people who could still meet the stage. */
  missing: number;
  /**
   * In the order of the stage; the ballots that count for each, by their index. `helps`: one more
   * person of its groups brings the stage nearer, if only by freeing somebody for another quorum.
   */
  quorums: {
    quorum: number;
    groups: string[];
    counted: number[];
    missing: number;
    helps: boolean;
  }[];
};

/** What approvals of distinct people are worth to a stage. Their order does not matter to `met` and `missing`. */
export function tally(
  { combine, quorums }: Pick<StagePlan, 'combine' | 'quorums'>,
  ballots: readonly Ballot[],
): Tally {
  const counted = combine === 'all' ? share(quorums, ballots) : quorums.map((q) => fit(q, ballots));
  const parts = quorums.map(({ quorum, groups }, at) => {
    const count = counted[at] ?? [];
    return { quorum, groups, counted: count, missing: Math.max(0, quorum - count.length) };
  });
  const filled = counted.reduce((sum, { length }) => sum + length, 0);
  const helps = (groups: string[]) =>
    combine === 'all'
      ? share(quorums, [...ballots, { groups }]).reduce((sum, { length }) => sum + length, 0) >
        filled
      : true;
  const each = parts.map(({ missing }) => missing);
  const missing = combine === 'all' ? each.reduce((a, b) => a + b, 0) : Math.min(...each);
  // A stage of no quorum asks nothing of anybody, and nothing is approved by nobody.
  const met = parts.length > 0 && missing === 0;
  const told = parts.map((part) => ({ ...part, helps: !met && helps(part.groups) }));
  return { met, missing, quorums: told };
}

function fit(quorum: Quorum, ballots: readonly Ballot[]): number[] {
  return ballots.flatMap((ballot, at) => (fits(ballot, quorum) ? [at] : []));
}

function fits({ groups }: Ballot, quorum: Quorum): boolean {
  return groups === undefined || quorum.groups.some((group) => groups.includes(group));
}

/**
 * Gives each ballot to at most one quorum, so that as many places as possible are filled: somebody
 * who is in two groups counts once, wherever they are needed more (augmenting paths).
 */
function share(quorums: readonly Quorum[], ballots: readonly Ballot[]): number[][] {
  const filled: number[][] = quorums.map(() => []);
  const place = (at: number, tried: Set<number>): boolean => {
    const ballot = ballots[at] ?? { groups: [] };
    for (const [index, quorum] of quorums.entries()) {
      const holders = filled[index];
      if (!holders || tried.has(index) || !fits(ballot, quorum)) continue;
      tried.add(index);
      if (holders.length < quorum.quorum) {
        holders.push(at);
        return true;
      }
      const moved = holders.findIndex((holder) => place(holder, tried));
      if (moved === -1) continue;
      holders[moved] = at;
      return true;
    }
    return false;
  };
  for (const at of ballots.keys()) place(at, new Set());
  return filled;
}
