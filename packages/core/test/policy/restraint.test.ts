import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../../src/policy/compare/compare.ts';
import { explain } from '../../src/policy/explain.ts';
import { askRule, faultsOf, edited, planOf, ruleText, rulesOf, verdictOf } from './support.ts';

const limit = (count: number) => `limit: { count: ${count}, per: 1h }`;
const reuse = (uses: number, within: string) => `reuse: { uses: ${uses}, within: ${within} }`;
const burst = (within: string) => `burst: { within: ${within} }`;

describe('rules that ask together', () => {
  it('let cool down for the longest time that any of them says', () => {
    const plan = planOf(
      verdictOf(
        rulesOf(
          askRule('one', 'cooldown: 10m') + askRule('two', 'cooldown: 1h') + askRule('three'),
        ),
      ),
    );
    expect(plan.cooldownMs).toBe(3_600_000);
  });

  it('let an approval be used again where each of them does, as little as any of them does', () => {
    const both = askRule('one', reuse(5, '10m')) + askRule('two', reuse(3, '1h'));
    expect(planOf(verdictOf(rulesOf(both))).reuse).toEqual({ uses: 3, withinMs: 600_000 });
    expect(planOf(verdictOf(rulesOf(both + askRule('three')))).reuse).toBeUndefined();
  });

  it('share a card where each of them says so, for as little as any of them does', () => {
    const both = askRule('one', burst('10m')) + askRule('two', burst('2m'));
    expect(planOf(verdictOf(rulesOf(both))).burst).toEqual({ withinMs: 120_000 });
    expect(planOf(verdictOf(rulesOf(both + askRule('three')))).burst).toBeUndefined();
  });

  it('are each held to their own limit', () => {
    const rules = askRule('one', limit(30)) + askRule('two') + askRule('three', limit(2));
    expect(verdictOf(rulesOf(rules))).toMatchObject({
      outcome: 'ask',
      limits: [
        { rule: 'one', limit: { count: 30, perMs: 3_600_000 } },
        { rule: 'three', limit: { count: 2, perMs: 3_600_000 } },
      ],
    });
  });

  it('say all of it', () => {
    const rules = askRule('one', limit(30), 'cooldown: 10m', reuse(3, '30m'), burst('10m'));
    expect(explain(verdictOf(rulesOf(rules)))).toContain(`
Once rejected: not again for 10m
Once approved: for 3 runs within 30m
Asked with others like it: one card, within 10m
At most: 30 in 1h for each identity, by "one"
`);
  });
});

it('a policy without any of it keeps its plan', () => {
  const plan = planOf(verdictOf(rulesOf(askRule('one'))));
  expect(Object.keys(plan)).not.toContain('cooldownMs');
  expect(Object.keys(plan)).not.toContain('reuse');
  expect(Object.keys(plan)).not.toContain('burst');
});

it.each([
  ['limit: { count: 0, per: 1h }', 'rules[1].limit.count'],
  ['limit: { count: 3 }', 'rules[1].limit.per'],
  ['cooldown: soon', 'rules[1].cooldown'],
  ['reuse: { uses: 0, within: 1h }', 'rules[1].reuse.uses'],
  ['reuse: { uses: 2 }', 'rules[1].reuse.within'],
  ['burst: {}', 'rules[1].burst.within'],
])('%s is a fault', (line, path) => {
  const text = edited('    match: { action: deploy, environment: staging }', `    ${line}`);
  expect(faultsOf(text)).toMatchObject([{ path }]);
});

it.each(['limit: { count: 3, per: 1h }', 'cooldown: 10m', 'reuse: { uses: 2, within: 1h }'])(
  'a rule that asks nobody has no %s',
  (line) => {
    expect(() => rulesOf(ruleText('free', 'allow: {}', line))).toThrow(/A rule that allows has no/);
  },
);

it('a rule that is suggested has it from its model', () => {
  const lines = ['match: { environment: staging }', limit(3), 'cooldown: 10m', reuse(2, '1h')];
  const verdict = verdictOf(rulesOf(askRule('one', ...lines)));
  expect(verdict).toMatchObject({
    outcome: 'refuse',
    suggestion: expect.stringContaining(
      '  limit:\n    count: 3\n    per: 1h\n  cooldown: 10m\n  reuse:\n    uses: 2\n    within: 1h\n',
    ),
  });
});

it('a comparison of policies names each of them', () => {
  const [before, after] = [['cooldown: 10m'], ['cooldown: 1h', reuse(2, '1h')]].map((lines) =>
    rulesOf(askRule('one', ...lines)),
  );
  if (!before || !after) throw new Error('There are two.');
  expect(comparePolicies(before, after)).toMatchObject([
    {
      name: 'one',
      details: [
        { what: 'cooldown', before: '10m', after: '1h' },
        { what: 'reuse', after: 'uses 2, within 1h' },
      ],
    },
  ]);
});

it("the guide's example is a rule", () => {
  const guide = readFileSync(new URL('../../../../docs/guides/policy.md', import.meta.url), 'utf8');
  const [, written = ''] = /^```yaml rule\n(.*?)^```$/ms.exec(guide) ?? [];
  const [first = '', ...rest] = written.replaceAll('release-approvers', 'a').split('\n');
  const rules = rulesOf(ruleText(first.replace('name: ', ''), ...rest));
  expect(planOf(verdictOf(rules))).toMatchObject({
    cooldownMs: 600_000,
    reuse: { uses: 3, withinMs: 1_800_000 },
  });
});
