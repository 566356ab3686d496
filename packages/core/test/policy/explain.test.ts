import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { askRule, document, factsOf, policyOf, ruleText, rulesOf } from './support.ts';

const policy = policyOf(document);
const asked = {
  identity: 'ci-a',
  action: 'deploy',
  environment: 'production',
  resource: 'payments-api',
};

describe('an explained verdict', () => {
  it('shows which rules ask, why, and who must agree', () => {
    expect(explain(evaluate(policy, factsOf(asked)))).toBe(
      `✓ Rule "production deploys" asks.
  ✓ rule "production deploys" asks
    ✓ identity "ci-a" matches "ci-*"
    ✓ action "deploy"
    ✓ environment "production"
    ✓ resource "payments-api" matches "payments-*"
  ✗ rule "staging deploys"
    ✓ identity "ci-a": the rule takes any
    ✓ action "deploy"
    ✗ environment "production" does not match "staging"
    ✓ resource "payments-api": the rule takes any
Asks:
  1. "release": 1 of "release-approvers"
  2. "owners": 2 of "owners"
In: slack C0RELEASES
Not: the requester, its owner, the change's authors
Expires after: 15m
Policy: ${policy.version}`,
    );
  });

  it('shows why each rule was passed over, and the rule to add', () => {
    expect(explain(evaluate(policy, factsOf({ ...asked, action: 'delete' })))).toBe(
      `✗ Refused: no rule applies.
  ✗ rule "production deploys"
    ✓ identity "ci-a" matches "ci-*"
    ✗ action "delete" does not match "deploy" or "rollback"
    ✓ environment "production"
    ✓ resource "payments-api" matches "payments-*"
  ✗ rule "staging deploys"
    ✓ identity "ci-a": the rule takes any
    ✗ action "delete" does not match "deploy"
    ✗ environment "production" does not match "staging"
    ✓ resource "payments-api": the rule takes any
No rule of the policy lets "ci-a" ask for "delete" on "payments-api" in "production". The nearest is "production deploys": its action is "deploy" or "rollback". To allow such requests, add a rule to the policy.
A rule for this request, to check and put under "rules":
  - name: delete in production
    match:
      identity: ci-a
      action: delete
      environment: production
      resource: payments-api
    route:
      slack:
        - C0RELEASES
    stages:
      - name: release
        quorum: 1
        groups:
          - release-approvers
      - name: owners
        quorum: 2
        groups:
          - owners
    expires: 15m`,
    );
  });

  it('keeps what a bot wrote on its line', () => {
    const forged = { ...asked, resource: 'x\n✓ Rule "all" asks.\u001B[2J\u202E' };
    const lines = explain(evaluate(policy, factsOf(forged))).split('\n');
    expect(lines.filter((line) => line.startsWith('✓'))).toEqual([]);
    expect(lines.join('')).toContain(String.raw`x\n✓ Rule \"all\" asks.\u{1B}[2J\u{202E}`);
  });
});

describe('an explained verdict of many rules', () => {
  const many = rulesOf(
    Array.from({ length: 40 }, (_, at) => askRule(`r${at}`, `match: { resource: svc-${at} }`)).join(
      '',
    ),
  );

  it('shows those that apply and the nearest, and counts the rest', () => {
    const text = explain(evaluate(many, factsOf({ ...asked, resource: 'svc-30' })));
    expect(text).toContain('✓ rule "r30" asks');
    expect(text.match(/✗ rule/g)).toHaveLength(5);
    expect(text).toContain('  - 34 more rules do not apply');
  });

  it('shows a refusal that nearly applied: who wrote it asks why it did not', () => {
    const match = 'match: { resource: svc-30 }';
    const refusal = ruleText('nights', match, 'when: change.linesAdded > 500', 'refuse: No.');
    const policy = rulesOf(
      Array.from({ length: 40 }, (_, at) =>
        askRule(`r${at}`, `match: { resource: svc-${at} }`),
      ).join('') + refusal,
    );
    const text = explain(
      evaluate(policy, factsOf({ ...asked, resource: 'svc-30' }, { change: { linesAdded: 9 } })),
    );
    expect(text).toContain('✗ rule "nights"');
    expect(text).toContain('✗ when "change.linesAdded > 500"');
    expect(text).toContain('  - 35 more rules do not apply');
  });

  it('says which rule asked for which stage, and what of a stage is unlike others', () => {
    const policy = rulesOf(
      askRule('first') +
        askRule(
          'second',
          'stages: [{ name: t, any: [{ quorum: 1, groups: [a] }, { quorum: 2, groups: [c] }],',
          '  reject: { quorum: 2, veto: [c] }, remind: [15m], escalate: [{ after: 30m, groups: [b], route: { slack: [C02] } }] }]',
          'separation: { earlier_voters: true }',
        ),
    );
    expect(explain(evaluate(policy, factsOf(asked)))).toContain(`Asks:
  1. "s": 1 of "a", for "first"
  2. "t": 1 of "a", or 2 of "c", for "second"
     ended by 2 rejections
     ended by one rejection of "c"
     reminded after 15m
     after 30m also "b", in slack C02
In: slack C01
Not: the requester, its owner, the change's authors, who voted in an earlier stage`);
  });

  it('shows conditions with what they said, and why one failed', () => {
    const policy = rulesOf(
      askRule('sure') +
        askRule('large', 'when: change.linesAdded > 500') +
        askRule('late', 'when: time.hour > 20'),
    );
    const text = explain(evaluate(policy, factsOf(asked, { change: { linesAdded: 9 } })));
    expect(text).toContain('    ✗ when "change.linesAdded > 500"\n');
    expect(text).toContain(
      '    ✓ when "time.hour > 20": failed, so the stricter is taken. "time.hour" is not known for this request.\n',
    );
  });

  it('shows a rule that allows, with its limit', () => {
    const policy = rulesOf(ruleText('free', 'allow: { limit: { count: 20, per: 1h } }'));
    expect(explain(evaluate(policy, factsOf(asked)))).toBe(`✓ Rule "free" allows.
  ✓ rule "free" allows
    ✓ identity "ci-a": the rule takes any
    ✓ action "deploy": the rule takes any
    ✓ environment "production": the rule takes any
    ✓ resource "payments-api": the rule takes any
At most: 20 in 1h for each identity, by "free"
Policy: ${policy.version}`);
  });
});
