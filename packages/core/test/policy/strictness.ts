import type { BreakGlass, Quorum, Reuse, Route, StagePlan } from '../../src/policy/plan.ts';
import type { RuleLimit, Verdict } from '../../src/policy/verdict.ts';

const ranks = { allow: 0, ask: 1, refuse: 2 } as const;

/**
 * Whether whatever gets through `a` would get through `b` as well: what each single rule asks in `b`
 * is asked in `a`. What rules share is compared for each, as it may be shared in one and not in the other.
 */
export function isAsStrict(a: Verdict, b: Verdict): boolean {
  if (a.outcome !== b.outcome) return ranks[a.outcome] > ranks[b.outcome];
  if (a.outcome === 'refuse' || b.outcome === 'refuse') return true;
  if (!areLimitsAsStrict(a.limits, b.limits)) return false;
  if (a.outcome === 'allow' || b.outcome === 'allow') return true;
  const [first, second] = [a.plan, b.plan];
  return (
    (first.cooldownMs ?? 0) >= (second.cooldownMs ?? 0) &&
    isReuseAsStrict(first.reuse, second.reuse) &&
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

/** Each limit of the second has one of the same rule that lets no more through in any time. */
function areLimitsAsStrict(a: readonly RuleLimit[], b: readonly RuleLimit[]): boolean {
  return b.every(({ rule, limit }) =>
    a.some(
      (one) =>
        one.rule === rule && one.limit.count <= limit.count && one.limit.perMs >= limit.perMs,
    ),
  );
}

/** Where nothing else is said, one approval serves one run, whenever it starts. */
function isReuseAsStrict(a: Reuse | undefined, b: Reuse | undefined): boolean {
  if (a === undefined) return true;
  return a.uses <= (b?.uses ?? 1) && a.withinMs <= (b?.withinMs ?? Infinity);
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
