import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../../src/policy/compare/compare.ts';
import { combineGrant } from '../../src/policy/combine-grant.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import {
  askRule,
  edited,
  faultsOf,
  names,
  planOf,
  ruleText,
  rulesOf,
  verdictOf,
} from './support.ts';

const grant = (text: string) => `grant: { ${text} }`;
const asks = (name: string, text: string) => askRule(name, grant(text));
const planFor = (...rules: string[]) => planOf(verdictOf(rulesOf(rules.join(''))));

describe('a grant', () => {
  it('lasts 15 minutes for one use, unless its rule says otherwise', () => {
    expect(planFor(asks('one', 'audience: [sts.amazonaws.com]')).grant).toEqual({
      audience: ['sts.amazonaws.com'],
      scope: [],
      lifetimeMs: 900_000,
      uses: 1,
      targets: [],
    });
  });

  it('is given by a rule that allows, too', () => {
    const rule = ruleText('one', 'allow: {}', grant('audience: [vault], lifetime: 1m, uses: 3'));
    expect(planFor(rule).grant).toMatchObject({ audience: ['vault'], lifetimeMs: 60_000, uses: 3 });
  });

  it('is not there where no rule names it, and the policy keeps its plan', () => {
    expect(Object.keys(planFor(askRule('one')))).not.toContain('grant');
  });
});

describe('of several rules that name a grant', () => {
  it('the strictest wins, and a rule without one changes nothing', () => {
    const one = asks('one', 'audience: [aws, vault], scope: [read, write], lifetime: 1h, uses: 5');
    const two = asks('two', 'audience: [vault, gcp], scope: [write], lifetime: 10m, uses: 9');
    expect(planFor(one, two, askRule('three')).grant).toEqual({
      audience: ['vault'],
      scope: ['write'],
      lifetimeMs: 600_000,
      uses: 5,
      targets: [],
    });
  });

  it.each([
    ['audience', 'audience: [aws]', 'audience: [gcp]', 'audience'],
    ['scope', 'audience: [aws], scope: [read]', 'audience: [aws], scope: [write]', 'scope'],
    ['scope of one', 'audience: [aws], scope: [read]', 'audience: [aws]', 'scope'],
    ['target', 'audience: [aws], targets: [db]', 'audience: [aws]', 'targets'],
  ])('nothing in common is no grant, and the explanation says so: %s', (_, a, b, differ) => {
    const verdict = verdictOf(rulesOf(asks('one', a) + asks('two', b)));
    const plan = planOf(verdict);
    expect(plan.grant).toBeUndefined();
    expect(plan.noGrant).toEqual({ rules: ['one', 'two'], differ });
    const word = differ === 'targets' ? 'target' : differ;
    expect(explain(verdict)).toContain(
      `\nGrants nothing: rules "one" and "two" have no ${word} in common\n`,
    );
  });

  it('one whose condition fails takes away, and gives nothing', () => {
    const sure = asks('sure', 'audience: [aws, gcp], lifetime: 1h');
    const broken = askRule(
      'broken',
      'when: identity.claims.ref == "main"',
      grant('audience: [gcp]'),
    );
    expect(planFor(sure, broken).grant).toMatchObject({ audience: ['gcp'], lifetimeMs: 900_000 });
    expect(planFor(askRule('sure'), broken).grant).toBeUndefined();
  });

  it('none ever gets more than any of them says', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'));
    const plan = fc.record({
      audience: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
      scope: list,
      targets: list,
      lifetimeMs: fc.integer({ min: 1, max: 9 }),
      uses: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(plan, fc.boolean())), (all) => {
        const named = all.map(([one, surely], at) => ({
          rule: { name: `${at}`, grant: one },
          surely,
        }));
        const { grant: made } = combineGrant(named);
        if (!made) return;
        expect(all.some(([, surely]) => surely)).toBe(true);
        expect(made.audience.length).toBeGreaterThan(0);
        for (const [one] of all) {
          for (const key of ['audience', 'scope', 'targets'] as const) {
            expect(one[key]).toEqual(expect.arrayContaining(made[key]));
          }
          expect(made.lifetimeMs).toBeLessThanOrEqual(one.lifetimeMs);
          expect(made.uses).toBeLessThanOrEqual(one.uses);
        }
      }),
    );
  });
});

describe('is told', () => {
  it('by the explanation', () => {
    const rule = asks('one', 'audience: [aws, gcp], scope: [deploy], lifetime: 5m, uses: 2');
    expect(explain(verdictOf(rulesOf(rule)))).toContain(
      '\nGrants: for "aws" and "gcp", scope "deploy", 2 uses within 5m\n',
    );
  });

  it('by a comparison of two versions', () => {
    const [before, after] = ['1m', '5m'].map((lifetime) =>
      rulesOf(asks('one', `audience: [aws], lifetime: ${lifetime}`)),
    );
    if (!before || !after) throw new Error('There are two.');
    expect(JSON.stringify(comparePolicies(before, after))).toContain('lifetime 5m');
  });
});

const faultOf = (text: string) =>
  faultsOf(edited('expires: 15m', `expires: 15m\n    ${text}`)).map(({ message }) => message);

describe('is refused when the policy is read', () => {
  it.each([
    ['scope: [a]', 'The key "audience" is missing.'],
    ['audience: []', 'A grant has at least one audience.'],
    ['audience: [a b]', 'An audience is 1 to 200 visible ASCII characters, without spaces.'],
    ['audience: [a], scope: [a"b]', 'A scope is 1 to 100 visible ASCII characters'],
    ['audience: [a], uses: 0', 'The uses are at least 1'],
    ['audience: [a], lifetime: 2d', 'A grant lasts a day at most.'],
    ['audience: [a], lifetim: 1m', 'There is no key "lifetim" here.'],
  ])('%s', (text, message) => {
    expect(faultOf(grant(text)).join('\n')).toContain(message);
  });

  it('where its rule lets an approval serve several runs: there is one grant for it', () => {
    const text = `${grant('audience: [a]')}\n    reuse: { uses: 2, within: 1h }`;
    expect(faultOf(text)).toEqual([
      'A rule with a "grant" serves one run: an approval has one grant.',
    ]);
    expect(faultOf(text.replace('uses: 2', 'uses: 1'))).toEqual([]);
  });

  it('where its rule refuses', () => {
    const policy = ruleText('one', 'refuse: No.', grant('audience: [a]'));
    expect(() => rulesOf(policy)).toThrow('A rule that refuses has no "grant"');
  });

  it.each(['https://approve.example', 'https://Approve.example/', 'https://approve.example/v1'])(
    'where it is for this service itself: %s',
    (audience) => {
      const known = { ...names, ownAudiences: ['https://approve.example'] };
      const text = edited(
        'expires: 15m',
        `expires: 15m\n    ${grant(`audience: ["${audience}"]`)}`,
      );
      const read = parsePolicy(text, known);
      expect(read.ok ? [] : read.faults.map(({ message }) => message)).toEqual([
        `"${audience}" is this service itself: a grant is for somebody else.`,
      ]);
    },
  );

  it('where it names a target that the service does not have', () => {
    const text = edited(
      'expires: 15m',
      'expires: 15m\n    grant: { audience: [a], targets: [bd-main] }',
    );
    const read = parsePolicy(text, { ...names, targets: ['db-main'] });
    expect(read.ok ? [] : read.faults.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
      'There is no target "bd-main". Did you mean "db-main"?',
    ]);
  });
});
