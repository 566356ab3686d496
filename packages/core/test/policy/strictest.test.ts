import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Verdict } from '../../src/policy/evaluate.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { factsOf } from './support.ts';
import { contentOf, isAsStrict, limitsOf } from './strictness.ts';

const globs = fc.constantFrom('a', 'b', '*', ['a', 'b']);
const match = fc.record({ identity: globs, resource: globs }, { requiredKeys: [] });
const when = fc.constantFrom(
  'change.hasSecrets',
  '!change.hasSecrets',
  'change.linesAdded > 0 || change.linesRemoved > 0',
  '(change.linesRemoved > 0) == change.hasSecrets',
);
const quorum = fc.record({
  quorum: fc.integer({ min: 1, max: 2 }),
  groups: fc.constantFrom(['g'], ['h'], ['g', 'h']),
});
const quorums = fc.array(quorum, { minLength: 1, maxLength: 2 });
const extras = fc.record(
  {
    when,
    delegation: fc.boolean(),
    reject: fc.record({ quorum: fc.integer({ min: 1, max: 3 }), veto: fc.constantFrom([], ['h']) }),
    escalate: fc.constant([{ after: '5m', groups: ['h'] }]),
  },
  { requiredKeys: [] },
);
const stage = fc
  .tuple(
    fc.oneof(
      quorum,
      quorums.map((all) => ({ all })),
      quorums.map((any) => ({ any })),
    ),
    extras,
  )
  .map(([who, more]) => ({ ...who, ...more }));
const glass = fc
  .record({
    groups: fc.constantFrom(['g'], ['h'], ['g', 'h']),
    channel: fc.constantFrom('C08', 'C09'),
    within: fc.constantFrom('1h', '1d'),
    quorum: fc.integer({ min: 1, max: 2 }),
    reviewers: fc.constantFrom(['g'], ['h']),
  })
  .map(({ groups, channel, within, quorum: count, reviewers }) => ({
    groups,
    route: { slack: [channel] },
    review: { within, groups: reviewers, quorum: count },
  }));
const flags = { owner: fc.boolean(), authors: fc.boolean(), earlier_voters: fc.boolean() };
const asks = fc
  .record({
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
    separation: fc.record(flags),
    break_glass: fc.option(glass, { nil: undefined }),
  })
  .map(({ stages, separation, break_glass }) => ({
    ...(break_glass && { break_glass }),
    route: { slack: ['C01'] },
    stages: stages.map((each, at) => ({ name: `s${at}`, ...each })),
    separation,
  }));
const allows = fc.constantFrom({ allow: {} }, { allow: { limit: { count: 3, per: '1h' } } });
const refuses = fc.constant({ refuse: 'No.' });
const head = fc.record({ match, when }, { requiredKeys: ['match'] });
const ruleWith = <T extends object>(outcome: fc.Arbitrary<T>) =>
  fc.tuple(head, outcome).map(([first, second]) => ({ ...first, ...second }));
const rule = ruleWith(fc.oneof({ weight: 4, arbitrary: asks }, allows, refuses));
const rules = fc.array(rule, { minLength: 1, maxLength: 4 });

const maybe = fc.constantFrom(true, false, undefined);
const count = fc.constantFrom(1, 0, undefined);
const facts = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('a', 'b'), maybe, count, count)
  .map(([identity, resource, hasSecrets, linesAdded, linesRemoved]) => {
    const base = factsOf({ identity, action: 'x', environment: 'y', resource });
    return { ...base, change: { hasSecrets, linesAdded, linesRemoved } };
  });
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;
type Rule = typeof rule extends fc.Arbitrary<infer T> ? T : never;

const named = (all: readonly object[]) => all.map((each, at) => ({ name: `r${at}`, ...each }));

/** Undefined where the rules have a fault, such as one that is never heard. */
function judge(all: readonly object[], request: Facts): Verdict | undefined {
  const groups = { g: { slack: ['S0G'] }, h: { slack: ['S0H'] } };
  const text = stringify({ version: 1, groups, rules: all }, { aliasDuplicateObjects: false });
  const result = parsePolicy(text, { webhooks: [] });
  return result.ok ? evaluate(result.policy, request) : undefined;
}

/** No rule was there to ask, or no stage: a rule or a stage more is what was wanted. */
function isUncovered(verdict: Verdict): boolean {
  return verdict.outcome === 'refuse' && ['no_rule', 'no_stage'].includes(verdict.code);
}

function isNoLaxer(after: Verdict | undefined, before: Verdict | undefined): boolean {
  fc.pre(before !== undefined && after !== undefined);
  return isUncovered(before) ? after.outcome !== 'allow' : isAsStrict(after, before);
}

// Each run reads one or two whole documents, and many more that have faults.
const runs = { numRuns: 40 };

describe('nothing becomes laxer by', () => {
  it('one more rule that asks or refuses, wherever it stands', () => {
    const added = ruleWith(fc.oneof(asks, refuses));
    fc.assert(
      fc.property(rules, added, fc.nat(4), facts, (all, more, at, request) => {
        const own = named(all);
        const after = judge(own.toSpliced(at, 0, { ...more, name: 'more' }), request);
        expect(isNoLaxer(after, judge(own, request))).toBe(true);
      }),
      runs,
    );
  });

  it.each<[string, (rule: Rule) => object]>([
    ['one more stage', (each) => ({ ...each, stages: [...stagesOf(each), last] })],
    ['one more person of a quorum', (each) => ({ ...each, stages: stagesOf(each).map(oneMore) })],
    [
      'one more exclusion',
      (each) => ({ ...each, separation: { owner: true, authors: true, earlier_voters: true } }),
    ],
  ])('%s', (_, change) => {
    fc.assert(
      fc.property(rules, fc.nat(3), facts, (all, nth, request) => {
        const own = named(all.map(plainly));
        const at = nth % own.length;
        const chosen = all[at];
        fc.pre(chosen !== undefined && 'stages' in chosen);
        const changed = { name: `r${at}`, ...plainly(change(chosen)) };
        const after = judge(own.with(at, changed), request);
        expect(isNoLaxer(after, judge(own, request))).toBe(true);
      }),
      runs,
    );
  });
});

/** Any one rejection ends it: what two rules ask of the same people is compared by its quorum alone. */
function plainly(each: object): object {
  if (!('stages' in each) || !Array.isArray(each.stages)) return each;
  return { ...each, stages: each.stages.map((one: object) => ({ ...one, reject: undefined })) };
}

const last = { name: 'last', quorum: 1, groups: ['g'] };
const stagesOf = (each: Rule) => ('stages' in each ? each.stages : []);

function oneMore(each: ReturnType<typeof stagesOf>[number]): object {
  if ('quorum' in each) return { ...each, quorum: each.quorum + 1 };
  const [key, list] = 'all' in each ? (['all', each.all] as const) : (['any', each.any] as const);
  return { ...each, [key]: list.map((one) => ({ ...one, quorum: one.quorum + 1 })) };
}

describe('whatever the rules', () => {
  it('a condition that fails is never laxer than one that is true, nor than one that is false', () => {
    fc.assert(
      fc.property(rules, facts, fc.boolean(), (all, request, value) => {
        const own = named(all);
        const failed = judge(own, {
          ...request,
          change: { ...request.change, hasSecrets: undefined },
        });
        const told = judge(own, { ...request, change: { ...request.change, hasSecrets: value } });
        fc.pre(failed !== undefined && told !== undefined);
        expect(isAsStrict(failed, told)).toBe(true);
      }),
      { numRuns: 160 },
    );
  });

  it('their order changes neither the outcome nor who must agree', () => {
    const shuffled = rules.chain((all) =>
      fc.tuple(
        fc.constant(named(all)),
        fc.shuffledSubarray(named(all), { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, facts, ([one, other], request) => {
        const [a, b] = [judge(one, request), judge(other, request)];
        fc.pre(a !== undefined && b !== undefined);
        expect(summary(b)).toEqual(summary(a));
      }),
      runs,
    );
  });

  it('the verdict names the rules that it comes from', () => {
    fc.assert(
      fc.property(rules, facts, (all, request) => {
        const verdict = judge(named(all), request);
        fc.pre(verdict !== undefined);
        const applying = verdict.trace.rules.filter(({ applies }) => applies);
        const claimed = namedBy(verdict);
        expect(claimed.length > 0 || isUncovered(verdict)).toBe(true);
        expect(applying.map((each) => each.rule)).toEqual(expect.arrayContaining(claimed));
        expect(new Set(stageRulesOf(verdict))).toEqual(
          new Set(verdict.outcome === 'ask' ? claimed : []),
        );
      }),
      runs,
    );
  });
});

function namedBy(verdict: Verdict): string[] {
  return verdict.outcome === 'refuse' ? verdict.by : verdict.plan.rules;
}

/** The rules that its stages are asked for by. */
function stageRulesOf(verdict: Verdict): string[] {
  return verdict.outcome === 'refuse' ? [] : verdict.plan.stages.flatMap((each) => each.rules);
}

function summary(verdict: Verdict) {
  if (verdict.outcome === 'refuse') return [verdict.code, verdict.by.toSorted()];
  const { separation, stages } = verdict.plan;
  return [verdict.outcome, separation, stages.map(contentOf).sort(), limitsOf(verdict).sort()];
}

describe('an included file', () => {
  const owned = fc.constantFrom('t-*', 't/**', ['t-a', 't/x/*']);
  const own = ruleWith(fc.oneof(asks, allows, refuses)).chain((each) =>
    owned.map((resource) => ({ ...each, match: { ...each.match, resource } })),
  );

  it('changes nothing for the resources of others', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(own, { minLength: 1, maxLength: 3 }),
        facts,
        (all, team, request) => {
          const groups = { g: { slack: ['S0G'] }, h: { slack: ['S0H'] } };
          const document = { version: 1, groups, rules: named(all) };
          const include = [{ file: 't.yaml', resources: ['t-*', 't/**'] }];
          const written = { rules: team.map((each, at) => ({ name: `t${at}`, ...each })) };
          const plain = { aliasDuplicateObjects: false };
          const files = new Map([['t.yaml', stringify(written, plain)]]);
          const alone = parsePolicy(stringify(document, plain), { webhooks: [] });
          const both = parsePolicy(
            stringify({ ...document, include }, plain),
            { webhooks: [] },
            files,
          );
          fc.pre(alone.ok && both.ok);
          const [before, after] = [evaluate(alone.policy, request), evaluate(both.policy, request)];
          expect(summary(after)).toEqual(summary(before));
        },
      ),
      runs,
    );
  });
});
