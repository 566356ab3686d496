import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy, policyVersion, rereadPolicy } from '../../src/policy/parse.ts';
import { deploy, document, edited, factsOf, names, policyOf } from './support.ts';

const known = { ...names, fallbacks: ['ops-slack', 'ops-teams'] };
const withFallback = (list: string) =>
  edited('route: { slack: [C0RELEASES] }', `route: { slack: [C0RELEASES], fallback: ${list} }`);
const versionWith = (list: string) => policyVersion(withFallback(list));

function faultsOf(text: string) {
  const result = parsePolicy(text, known);
  return result.ok ? [] : result.faults;
}

it('a route may name fallbacks, in the order in which they are told', () => {
  const verdict = evaluate(policyOf(withFallback('[ops-teams, ops-slack]')), factsOf(deploy));
  expect(verdict).toMatchObject({
    outcome: 'ask',
    plan: { fallbacks: ['ops-teams', 'ops-slack'] },
  });
  expect(explain(verdict)).toContain('One-way where that fails: "ops-teams", "ops-slack"\n');
});

it('one that is named twice is told once', () => {
  const { rules } = policyOf(withFallback('[ops-slack, ops-slack]'));
  expect(rules[0]?.outcome).toMatchObject({ fallbacks: ['ops-slack'] });
});

it('their order is part of what the policy says', () => {
  expect(versionWith('[a, b]')).not.toBe(versionWith('[b, a]'));
  expect(versionWith('[a]')).not.toBe(policyVersion(document));
});

it('a policy without any says nothing of them, so that its version stays', () => {
  expect(policyVersion(withFallback('[]'))).toBe(policyVersion(document));
  const verdict = evaluate(policyOf(document), factsOf(deploy));
  expect(Object.keys(verdict.outcome === 'ask' ? verdict.plan : {})).not.toContain('fallbacks');
});

it('one that the deployment lacks is a fault with its line, path and a hint', () => {
  expect(faultsOf(withFallback('[ops-slack, ops-team]'))).toMatchObject([
    {
      line: 8,
      path: 'rules[0].route.fallback[1]',
      message: 'There is no fallback "ops-team".',
      hint: 'Did you mean "ops-teams"?',
    },
  ]);
});

it('a document that held before is read again, whatever the deployment has now', () => {
  expect(rereadPolicy(withFallback('[gone]')).ok).toBe(true);
});

it('a fallback is no channel: without one the route leads nowhere', () => {
  const text = edited('route: { slack: [C0RELEASES] }', 'route: { fallback: [ops-slack] }');
  expect(faultsOf(text).map(({ message }) => message)).toEqual([
    expect.stringContaining('A route leads somewhere'),
  ]);
});

it('a suggested rule keeps the fallbacks of its model', () => {
  const verdict = evaluate(
    policyOf(withFallback('[ops-slack]')),
    factsOf({ ...deploy, resource: 'ledger' }),
  );
  const suggestion = verdict.outcome === 'refuse' ? verdict.suggestion : undefined;
  expect(parse(suggestion ?? '')).toMatchObject([{ route: { fallback: ['ops-slack'] } }]);
});
