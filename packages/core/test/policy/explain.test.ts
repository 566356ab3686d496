import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { document, policyOf } from './support.ts';

const policy = policyOf(document);
const asked = {
  identity: 'ci-a',
  action: 'deploy',
  environment: 'production',
  resource: 'payments-api',
};

describe('an explained verdict', () => {
  it('shows which rule decides, why, and who must agree', () => {
    expect(explain(evaluate(policy, asked))).toBe(
      `✓ Rule "production deploys" decides.
  ✓ rule "production deploys"
    ✓ identity "ci-a" matches "ci-*"
    ✓ action "deploy"
    ✓ environment "production"
    ✓ resource "payments-api" matches "payments-*"
  - 1 later rule was not looked at
Asks:
  1. "release": 1 of "release-approvers"
  2. "owners": 2 of "owners"
In: slack C0RELEASES
Expires after: 15m
Policy: ${policy.version}`,
    );
  });

  it('shows why each rule was passed over, and the rule to add', () => {
    expect(explain(evaluate(policy, { ...asked, action: 'delete' }))).toBe(
      `✗ Refused: no rule matches.
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
    const forged = { ...asked, resource: 'x\n✓ Rule "all" decides.\u001B[2J\u202E' };
    const lines = explain(evaluate(policy, forged)).split('\n');
    expect(lines.filter((line) => line.startsWith('✓'))).toEqual([]);
    expect(lines.join('')).toContain(String.raw`x\n✓ Rule \"all\" decides.\u{1B}[2J\u{202E}`);
  });
});
