import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { comparePolicies } from '../../../src/policy/compare/compare.ts';
import { evaluate } from '../../../src/policy/evaluate.ts';
import type { Verdict } from '../../../src/policy/evaluate.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { rereadPolicy } from '../../../src/policy/parse.ts';
import { isAsStrict } from '../strictness.ts';
import { factsOf } from '../support.ts';

const groups = { a: { people: ['ada'] }, b: { slack: ['S0B'] }, c: { slack: ['S0C'] } };
const match = fc.record(
  { action: fc.constantFrom(['x'], ['y'], ['x', 'y']), environment: fc.constantFrom(['x'], ['*']) },
  { requiredKeys: [] },
);
const when = fc.constantFrom(undefined, 'change.linesAdded > 5', 'request.action == "x"');
const stage = (name: string) =>
  fc
    .record({
      quorum: fc.integer({ min: 1, max: 2 }),
      group: fc.constantFrom('b', 'c'),
      when,
      reject: fc.constantFrom(undefined, { quorum: 2 }, { quorum: 2, veto: ['a'] }),
    })
    .map(({ group, ...rest }) => ({ name, ...rest, groups: [group] }));
const restraint = fc.record(
  {
    limit: fc.record({ count: fc.constantFrom(1, 2), per: fc.constantFrom('1h', '2h') }),
    cooldown: fc.constantFrom('5m', '10m'),
    reuse: fc.record({ uses: fc.constantFrom(1, 2, 3), within: fc.constantFrom('5m', '10m') }),
  },
  { requiredKeys: [] },
);
const outcome = fc.oneof(
  fc.constant({ refuse: 'No.' }),
  fc.constantFrom(
    { allow: {} },
    { allow: { limit: { count: 1, per: '1h' } } },
    { allow: { limit: { count: 2, per: '1h' } } },
    { allow: { limit: { count: 2, per: '2h' } } },
  ),
  fc
    .record({
      stages: fc.oneof(
        stage('s').map((one) => [one]),
        stage('t').map((one) => [one]),
        fc.tuple(stage('s'), stage('t')),
      ),
      expires: fc.constantFrom('1h', '2h'),
      earlier_voters: fc.boolean(),
      restraint,
    })
    .map(({ earlier_voters, restraint: restrained, ...rest }) => ({
      ...rest,
      ...restrained,
      route: { slack: ['C01'] },
      separation: { earlier_voters },
    })),
);
const rule = (name: string) =>
  fc
    .record({ match, when, outcome })
    .map(({ outcome: says, ...rest }) => ({ name, ...rest, ...says }));
const freeze = (name: string) =>
  fc.record({ match, during: fc.constantFrom('hold', 'refuse') }).map((rest) => ({
    name,
    from: '2026-11-20T00:00',
    to: '2026-11-30T00:00',
    ...rest,
  }));
const some = <T>(...each: fc.Arbitrary<T>[]) =>
  fc
    .tuple(...each.map((one) => fc.option(one, { nil: undefined })))
    .map((all) => all.filter((one) => one !== undefined));
const document = fc.record({
  rules: some(rule('r0'), rule('r1'), rule('r2')),
  freezes: some(freeze('f')),
});

/** What was asked or allowed so often only still is, where it is not refused. */
function keepsLimits(a: Verdict, b: Verdict): boolean {
  if (a.outcome === 'refuse' || b.outcome === 'refuse') return true;
  return b.limits.every(({ rule: of }) => a.limits.some((one) => one.rule === of));
}

/** Undefined where the document does not hold. */
function policyOf(written: object): Policy | undefined {
  const text = stringify({ version: 1, groups, ...written }, { aliasDuplicateObjects: false });
  const read = rereadPolicy(text);
  return read.ok ? read.policy : undefined;
}

const facts = ['x', 'y'].flatMap((action) =>
  ['x', 'y'].flatMap((environment) =>
    [undefined, { linesAdded: 1 }, { linesAdded: 9 }].map((change) =>
      factsOf({ identity: 'i', action, environment, resource: 'r' }, change && { change }),
    ),
  ),
);

/** A rule that asks one stage of b and c, with what these lines say besides. */
const asks = (name: string, ...stages: object[]) => ({
  name,
  route: { slack: ['C01'] },
  stages: stages.map((each, at) => ({ name: `s${at}`, quorum: 1, groups: ['b'], ...each })),
});

function effects(before: object[], after: object[]) {
  const [was, is] = [policyOf({ rules: before }), policyOf({ rules: after })];
  if (!was || !is) throw new Error('One of them does not hold.');
  return comparePolicies(was, is).map(({ effect }) => effect);
}

describe('a stage that another rule asks as well', () => {
  const lenient = { reject: { quorum: 2 } };

  it('takes the rejection of the other with it, so that a higher quorum may be either', () => {
    const was = [asks('r', lenient), asks('o', {})];
    expect(effects(was, [asks('r', { ...lenient, quorum: 2 }), asks('o', {})])).toEqual([
      undefined,
    ]);
    expect(effects([asks('r', { ...lenient, quorum: 2 }), asks('o', {})], was)).toEqual([
      undefined,
    ]);
  });

  it('may leave the other with a more lenient rejection or with stand-ins', () => {
    for (const one of [lenient, { reject: { quorum: 1, veto: ['c'] } }, { delegation: true }]) {
      const other = { delegation: false };
      expect(
        effects(
          [asks('r', other), asks('o', one)],
          [asks('r', { ...other, quorum: 2 }), asks('o', one)],
        ),
      ).toEqual([undefined]);
    }
  });

  it('is stricter with a higher quorum where both reject alike', () => {
    const other = asks('o', lenient);
    expect(
      effects([asks('r', lenient), other], [asks('r', { ...lenient, quorum: 2 }), other]),
    ).toEqual(['stricter']);
  });

  it('may be either where it comes or goes before one of its rule that asks the same', () => {
    const other = asks('o', lenient);
    const [one, two] = [asks('r', {}), asks('r', { ...lenient, name: 'before' }, { name: 's0' })];
    expect(effects([one, other], [two, other])).toEqual([undefined]);
    expect(effects([two, other], [one, other])).toEqual([undefined]);
  });
});

describe('a rule that comes to ask, or to allow', () => {
  it('may be either beside one that allows so often: no such limit is on what is asked', () => {
    const limited = { name: 'o', allow: { limit: { count: 1, per: '1h' } } };
    const allows = { name: 'r', allow: {} };
    expect(effects([allows, limited], [asks('r', {}), limited])).toEqual([undefined]);
    expect(effects([asks('r', {}), limited], [allows, limited])).toEqual([undefined]);
    expect(effects([allows], [asks('r', {})])).toEqual(['stricter']);
  });
});

describe('what is called stricter or looser', () => {
  it('is so for every request, each change taken by itself', () => {
    let sure = 0;
    fc.assert(
      fc.property(document, document, fc.nat(), (one, other, pick) => {
        // One part of the first document is replaced by that of the other: one change at a time.
        const parts = ['r0', 'r1', 'r2', 'f'];
        const name = parts[pick % parts.length] ?? 'r0';
        const list = name === 'f' ? 'freezes' : 'rules';
        const theirs = other[list].find((each) => each.name === name);
        const kept = one[list].flatMap((each) =>
          each.name === name ? (theirs ? [theirs] : []) : [each],
        );
        const added = theirs && !kept.includes(theirs) ? [theirs] : [];
        const [before, after] = [policyOf(one), policyOf({ ...one, [list]: [...kept, ...added] })];
        fc.pre(before !== undefined && after !== undefined);
        for (const { effect } of comparePolicies(before, after)) {
          if (effect === undefined) continue;
          sure += 1;
          const [strict, loose] = effect === 'stricter' ? [after, before] : [before, after];
          for (const each of facts) {
            const [one, other] = [evaluate(strict, each), evaluate(loose, each)];
            expect(isAsStrict(one, other)).toBe(true);
            expect(keepsLimits(one, other)).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(sure).toBeGreaterThan(20);
  });

  it('is nothing between a policy and itself', () => {
    fc.assert(
      fc.property(document, (written) => {
        const policy = policyOf(written);
        fc.pre(policy !== undefined);
        expect(comparePolicies(policy, policy)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
