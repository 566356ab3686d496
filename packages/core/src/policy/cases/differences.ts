import { formatDuration, parseDuration } from '../duration.ts';
import type { StagePlan } from '../plan.ts';
import type { Verdict } from '../verdict.ts';
import { isSame, listed, same, sameNames } from './expectation.ts';
import type { Expectation } from './expectation.ts';
import { places, wantedPlaces } from './places.ts';
import { planExpectations } from './plan-expectations.ts';
import { isAsWanted as areAsWanted, quorumsText, wantedQuorums } from './quorums.ts';
import type { Expected } from './shape.ts';

/** `what` is what a case expects; both sides in words. */
export type Difference = { what: string; expected: string; got: string };

/** Where a verdict is not what a case expects. */
export function differences(expected: Expected, verdict: Verdict): Difference[] {
  return [...expectations(expected, verdict), ...planExpectations(expected, verdict)]
    .filter(({ met }) => !met)
    .map(({ what, expected: wanted, got }) => ({ what, expected: wanted, got }));
}

function* expectations(expected: Expected, verdict: Verdict): Generator<Expectation> {
  const plan = verdict.outcome === 'refuse' ? undefined : verdict.plan;
  const { outcome, code, rules, stages, route, expires, freezes } = expected;
  if (outcome !== undefined) yield same('outcome', outcome, verdict.outcome);
  if (code !== undefined)
    yield same('code', code, verdict.outcome === 'refuse' ? verdict.code : 'none');
  if (rules !== undefined) yield sameNames('rules', rules, rulesOf(verdict));
  if (stages !== undefined) yield sameStages(stages, plan?.stages ?? []);
  if (route !== undefined) {
    yield sameNames('route', wantedPlaces(route), plan ? places(plan) : []);
  }
  if (expires !== undefined) {
    const wanted = formatDuration(parseDuration(expires) ?? 0);
    yield same('expires', wanted, plan ? formatDuration(plan.expiresInMs) : 'none');
  }
  if (freezes !== undefined) {
    yield sameNames(
      'freezes',
      freezes,
      verdict.trace.freezes.map(({ freeze }) => freeze),
    );
  }
}

/** Those that ask or allow, or that refuse; not freezes. */
function rulesOf(verdict: Verdict): string[] {
  if (verdict.outcome !== 'refuse') return verdict.plan.rules;
  return verdict.code === 'frozen' ? [] : verdict.by;
}

type WrittenStage = NonNullable<Expected['stages']>[number];

function sameStages(expected: readonly WrittenStage[], got: readonly StagePlan[]): Expectation {
  const met =
    expected.length === got.length &&
    got.every((stage, at) => {
      const wanted = expected[at];
      return wanted !== undefined && isAsWanted(wanted, stage);
    });
  return {
    what: 'stages',
    expected: listed(expected.map(wantedText)),
    got: listed(got.map(stageText)),
    met,
  };
}

function isAsWanted(wanted: WrittenStage, stage: StagePlan): boolean {
  const quorums = wantedQuorums(wanted);
  return (
    (wanted.name === undefined || wanted.name === stage.name) &&
    (wanted.combine === undefined || wanted.combine === stage.combine) &&
    (wanted.rules === undefined || isSame(wanted.rules, stage.rules)) &&
    (quorums === undefined || areAsWanted(quorums, stage.quorums))
  );
}

function stageText({ name, quorums, combine }: StagePlan): string {
  return `${name} (${quorumsText(quorums, combine)})`;
}

function wantedText(stage: WrittenStage): string {
  const { name = 'any name', combine } = stage;
  const quorums = wantedQuorums(stage);
  return quorums ? `${name} (${quorumsText(quorums, combine ?? 'all')})` : name;
}
