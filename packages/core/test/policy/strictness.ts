import type { StagePlan } from '../../src/policy/plan.ts';
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
      ),
    ) &&
    first.expiresInMs <= second.expiresInMs &&
    (['owner', 'authors', 'earlierVoters'] as const).every(
      (flag) => first.separation[flag] || !second.separation[flag],
    )
  );
}

/** What a stage asks, whatever its name and the rules that ask it. */
export function contentOf(stage: StagePlan): string {
  const { combine, quorums, rejection, reminders, escalations } = stage;
  const { quorum, veto } = rejection;
  return JSON.stringify([combine, quorums, quorum, veto.toSorted(), reminders, escalations]);
}

export function limitsOf(verdict: Verdict): string[] {
  return verdict.outcome === 'allow' ? verdict.limits.map((limit) => JSON.stringify(limit)) : [];
}

/** Each of the stages has a stage of its own that is as strict. */
function allCovered(stages: readonly StagePlan[], wanted: readonly StagePlan[]): boolean {
  const [next, ...rest] = wanted;
  if (next === undefined) return true;
  return stages.some(
    (stage, at) => covers(stage, next) && allCovered(stages.toSpliced(at, 1), rest),
  );
}

function covers(a: StagePlan, b: StagePlan): boolean {
  return (
    a.combine === b.combine &&
    JSON.stringify(a.escalations) === JSON.stringify(b.escalations) &&
    a.rejection.quorum <= b.rejection.quorum &&
    includesAll(a.rejection.veto, b.rejection.veto) &&
    (a.combine === 'all' || a.quorums.length === b.quorums.length) &&
    b.quorums.every(({ quorum, groups }, at) => {
      const other = a.quorums[at];
      return other && other.quorum >= quorum && String(other.groups) === String(groups);
    })
  );
}

function includesAll<T>(some: readonly T[], wanted: readonly T[]): boolean {
  return wanted.every((item) => some.includes(item));
}
