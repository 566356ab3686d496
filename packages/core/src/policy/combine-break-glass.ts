import type { BreakGlass, Quorum } from './plan.ts';
import { uniteDirect, unique, uniqueRoutes } from './unique.ts';

/**
 * There is an emergency path only where each of the rules has one, and it meets each of them:
 * whoever opens it may open all of them, all are told, and each has its review in the shortest time.
 */
export function combineBreakGlass(
  asked: readonly (BreakGlass | undefined)[],
): { breakGlass: BreakGlass } | undefined {
  const all = asked.filter((one) => one !== undefined);
  if (all.length === 0 || all.length < asked.length) return undefined;
  return {
    breakGlass: {
      openers: unique(
        all.flatMap(({ openers }) => openers),
        (groups) => JSON.stringify(groups.toSorted()),
      ),
      routes: uniqueRoutes(all.flatMap(({ routes }) => routes)),
      ...uniteDirect(all),
      review: {
        withinMs: Math.min(...all.map(({ review }) => review.withinMs)),
        quorums: strictest(all.flatMap(({ review }) => review.quorums)),
      },
    },
  };
}

/** What is wanted twice of the same groups is wanted once, of as many people as either says. */
function strictest(quorums: readonly Quorum[]): Quorum[] {
  const byGroups = Map.groupBy(quorums, ({ groups }) => JSON.stringify(groups.toSorted()));
  return [...byGroups.values()].flatMap(([first, ...others]) =>
    first
      ? [{ ...first, quorum: Math.max(first.quorum, ...others.map(({ quorum }) => quorum)) }]
      : [],
  );
}
