import type { BreakGlass, Quorum, Route, StagePlan } from '../../src/policy/plan.ts';
import type { Verdict } from '../../src/policy/verdict.ts';

const ranks = { allow: 0, ask: 1, refuse: 2 } as const;

/**
 * Whether whatever gets through `a` would get through `b` as well: what each single rule asks in `b`
 * is asked in `a`. What rules share is compared for each, as it may be shared in one and not in the other.
 */
export function isAsStrict(a: Verdict, b: Verdict): boolean {
  if (a.outcome !== b.outcome) return ranks[a.outcome] > ranks[b.outcome];
  if (a.outcome === 'refuse' || b.outcome === 'refuse') return true;
  if (a.outcome === 'allow' || b.outcome === 'allow') {
    return includesAll(limitsOf(a), limitsOf(b));
  }
  const [first, second] = [a.plan, b.plan];
  return (
    second.rules.every((rule) =>
      allCovered(
        first.stages,
        second.stages.filter(({ rules }) => rules.includes(rule)),
        stageCovers,
      ),
    ) &&
    isGlassAsStrict(first.breakGlass, second.breakGlass) &&
    first.expiresInMs <= second.expiresInMs &&
    (['owner', 'authors', 'earlierVoters'] as const).every(
      (flag) => first.separation[flag] || !second.separation[flag],
    )
  );
}

/** Whoever may approve alone by the first could by the second, and is seen by as many afterwards. */
function isGlassAsStrict(a: BreakGlass | undefined, b: BreakGlass | undefined): boolean {
  if (a === undefined) return true;
  if (b === undefined) return false;
  return (
    includesAll(listed(a.openers), listed(b.openers)) &&
    includesAll(a.routes.map(placeOf), b.routes.map(placeOf)) &&
    a.review.withinMs <= b.review.withinMs &&
    b.review.quorums.every(({ quorum, groups }) =>
      a.review.quorums.some(
        (one) => one.quorum >= quorum && listed([one.groups])[0] === listed([groups])[0],
      ),
    )
  );
}

function listed(all: readonly string[][]): string[] {
  return all.map((groups) => String(groups.toSorted()));
}

function placeOf({ platform, channel }: Route): string {
  return `${platform} ${channel}`;
}

/** What a stage asks, whatever its name, the rules that ask it, and the order in which it says so. */
export function contentOf(stage: StagePlan): string {
  const { combine, rejection, reminders, escalations, delegation = true } = stage;
  const quorums = stage.quorums.map(
    ({ quorum, groups }) => `${quorum} ${groups.toSorted().join()}`,
  );
  const { quorum, veto } = rejection;
  const sorted = [quorums.toSorted(), quorum, veto.toSorted()];
  return JSON.stringify([combine, ...sorted, reminders, escalations, delegation]);
}

export function limitsOf(verdict: Verdict): string[] {
  return verdict.outcome === 'allow' ? verdict.limits.map((limit) => JSON.stringify(limit)) : [];
}

/** Whether each of the wanted has one of its own that covers it. */
function allCovered<T>(all: readonly T[], wanted: readonly T[], covers: Covers<T>): boolean {
  const [next, ...rest] = wanted;
  if (next === undefined) return true;
  return all.some((one, at) => covers(one, next) && allCovered(all.toSpliced(at, 1), rest, covers));
}

type Covers<T> = (a: T, b: T) => boolean;

const stageCovers: Covers<StagePlan> = (a, b) =>
  a.combine === b.combine &&
  JSON.stringify(a.escalations) === JSON.stringify(b.escalations) &&
  (a.delegation === false || b.delegation !== false) &&
  a.rejection.quorum <= b.rejection.quorum &&
  includesAll(a.rejection.veto, b.rejection.veto) &&
  (a.combine === 'all' || a.quorums.length === b.quorums.length) &&
  allCovered(a.quorums, b.quorums, quorumCovers);

const quorumCovers: Covers<Quorum> = (a, b) =>
  a.quorum >= b.quorum && String(a.groups.toSorted()) === String(b.groups.toSorted());

function includesAll<T>(some: readonly T[], wanted: readonly T[]): boolean {
  return wanted.every((item) => some.includes(item));
}
