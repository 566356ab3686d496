import { anyOf } from '../../text/quote.ts';
import type { Finding } from '../../yaml/fault.ts';
import type { Draft, RuleDraft, StageDraft } from '../draft.ts';
import { comparisons, coversAll, judgedOf } from './cover.ts';
import type { Judged } from './cover.ts';
import { remembered, start, together, waysOf } from './ways.ts';
import type { PeopleOf, Way } from './ways.ts';
import { whatIsAsked } from './what-is-asked.ts';

// All rules of a large document may ask for the same requests.
const MAX_STAGES = 2_000;

type Asking = Judged & { rule: RuleDraft };

/**
 * A rule whose stages can't all be passed beside those of rules that ask for all that it matches,
 * where one of them keeps stages apart: nobody votes in two of the plan's stages then. Tells the plain
 * cases of one file: of the others, rules and stages without a condition. Of `known`, rules by their
 * places, something like it is told already.
 */
export function apartTogether(
  { rules }: Draft,
  groups: Draft['groups'],
  known: Iterable<unknown>,
): Finding[] {
  if (!rules.some(keepsApart)) return [];
  const told = new Set(known);
  const join = joiner(remembered(groups));
  return withOthers(rules).flatMap(({ one, others }): Finding[] => {
    const { at, rule } = one;
    const beside = others.filter((other) => certain(other.rule).length > 0);
    if (![one, ...beside].some((each) => keepsApart(each.rule))) return [];
    if ([one, ...others].some((each) => told.has(each.at))) return [];
    const tell = (path: Finding['path'], what: string): Finding[] => {
      told.add(at);
      const names = anyOf(
        beside.map(({ name }) => name),
        'and',
      );
      const message = `${what}: what this rule matches is asked for by ${names}, too, whoever votes in one stage then votes in no other, and their groups share too few people.`;
      return [{ path: ['rules', at, ...path], message, hint: HINT }];
    };
    const before = beside.reduce<Plan | null>(
      (plan, other) => plan && join(plan, certain(other.rule)),
      { asked: new Set(), ways: start },
    );
    if (!before) return tell([], 'Nobody is left for a stage');
    const stages = [...rule.stages.entries()];
    const fits = (wanted: (stage: StageDraft, place: number) => boolean) =>
      join(
        before,
        stages.flatMap(([place, stage]) => (stage && wanted(stage, place) ? stage : [])),
      );
    const [failing] =
      stages.find(([place]) => !fits((stage, other) => isCertain(stage) && other <= place)) ??
      stages.find(([place]) => !fits((stage, other) => isCertain(stage) || other === place)) ??
      [];
    return failing === undefined ? [] : tell(['stages', failing], 'Nobody is left for this stage');
  });
}

function isCertain(stage: StageDraft): boolean {
  return stage.when === undefined;
}

const HINT = 'Name others, narrow one of the rules, or leave out "earlier_voters" of "separation".';

function keepsApart(rule: RuleDraft | null): boolean {
  return rule?.separation?.earlier_voters === true;
}

function certain({ stages }: RuleDraft): StageDraft[] {
  return stages.flatMap((stage) => (stage && isCertain(stage) ? stage : []));
}

/** Each rule that asks, with those that then surely ask, too; those with few others first. */
function withOthers(rules: Draft['rules']): { one: Asking; others: Asking[] }[] {
  const compare = comparisons();
  const asking = rules.flatMap((rule, at): Asking[] => {
    const judged = judgedOf(rule, at);
    return rule && judged?.kind === 'ask' ? [{ ...judged, rule }] : [];
  });
  const always = asking.filter((rule) => rule.always);
  return asking
    .map((one) => ({
      one,
      others: always.filter((other) => other !== one && coversAll(other.match, one.match, compare)),
    }))
    .filter(({ others }) => others.length > 0)
    .toSorted((a, b) => a.others.length - b.others.length);
}

/** What some stages ask, and the ways that are left to pass them all. */
type Plan = { asked: ReadonlySet<string>; ways: readonly Way[] };

/** Adds a rule's stages to a plan; null where nobody is left for one of them. */
function joiner(peopleOf: PeopleOf): (plan: Plan, stages: readonly StageDraft[]) => Plan | null {
  let looked = 0;
  return (plan, stages) => {
    looked += stages.length;
    if (looked > MAX_STAGES) return plan;
    const asked = new Set(plan.asked);
    const own = new Map<string, number>();
    let { ways } = plan;
    for (const stage of stages) {
      const what = whatIsAsked(stage);
      const nth = (own.get(what) ?? 0) + 1;
      own.set(what, nth);
      if (asked.has(`${nth} ${what}`)) continue;
      asked.add(`${nth} ${what}`);
      ways = together(ways, waysOf(stage, peopleOf));
      if (ways.length === 0) return null;
    }
    return { asked, ways };
  };
}
