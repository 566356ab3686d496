import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { groupsOf } from '../../src/policy/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { document, names, policyOf } from './support.ts';

const policy = policyOf(document);
const deploy = {
  identity: 'ci-payments',
  action: 'deploy',
  environment: 'production',
  resource: 'payments-api',
};

describe('a request that a rule matches', () => {
  it('gets the plan of that rule', () => {
    expect(evaluate(policy, deploy)).toMatchObject({
      outcome: 'ask',
      plan: {
        rule: 'production deploys',
        policyVersion: policy.version,
        routes: [{ platform: 'slack', channel: 'C0RELEASES' }],
        stages: [
          { name: 'release', quorum: 1, groups: ['release-approvers'] },
          { name: 'owners', quorum: 2, groups: ['owners'] },
        ],
        expiresInMs: 900_000,
        bindings: { approved: [{ connector: 'webhook', name: 'deploy-hook' }] },
      },
    });
  });

  it('is judged by the first rule that matches', () => {
    const strict = document.replace(
      'rules:\n',
      `rules:
  - name: first
    match: { identity: ci-payments }
    route: { slack: [C0FIRST] }
    stages: [{ name: s, quorum: 1, groups: [owners] }]
`,
    );
    expect(evaluate(policyOf(strict), deploy)).toMatchObject({ plan: { rule: 'first' } });
  });

  it('traces each field of each rule that was looked at', () => {
    const { trace } = evaluate(policy, { ...deploy, environment: 'staging', resource: 'web' });
    expect(trace).toEqual({
      notReached: 0,
      rules: [
        {
          rule: 'production deploys',
          matched: false,
          checks: [
            { field: 'identity', value: 'ci-payments', matched: true, globs: ['ci-*'], by: 'ci-*' },
            {
              field: 'action',
              value: 'deploy',
              matched: true,
              globs: ['deploy', 'rollback'],
              by: 'deploy',
            },
            { field: 'environment', value: 'staging', matched: false, globs: ['production'] },
            { field: 'resource', value: 'web', matched: false, globs: ['payments-*'] },
          ],
        },
        {
          rule: 'staging deploys',
          matched: true,
          checks: [
            { field: 'identity', value: 'ci-payments', matched: true, globs: [] },
            { field: 'action', value: 'deploy', matched: true, globs: ['deploy'], by: 'deploy' },
            {
              field: 'environment',
              value: 'staging',
              matched: true,
              globs: ['staging'],
              by: 'staging',
            },
            { field: 'resource', value: 'web', matched: true, globs: [] },
          ],
        },
      ],
    });
  });
});

describe('a request that no rule matches', () => {
  const verdict = evaluate(policy, { ...deploy, resource: 'ledger' });

  it('is refused, naming the nearest rule and what it misses', () => {
    expect(verdict).toMatchObject({
      outcome: 'refuse',
      code: 'no_rule',
      nearest: 'production deploys',
    });
    expect(verdict.outcome === 'refuse' && verdict.message).toBe(
      'No rule of the policy lets "ci-payments" ask for "deploy" on "ledger" in "production". ' +
        'The nearest is "production deploys": its resource is "payments-*". ' +
        'To allow such requests, add a rule to the policy.',
    );
  });

  it('gets a rule suggested that can be put at the end of the document', () => {
    const suggestion = verdict.outcome === 'refuse' ? verdict.suggestion : undefined;
    const extended = policyOf(document + suggestion?.replaceAll(/^/gm, '  ').trimEnd());
    expect(evaluate(extended, { ...deploy, resource: 'ledger' })).toMatchObject({
      outcome: 'ask',
      plan: { rule: 'deploy in production', stages: policy.rules[0]?.stages },
    });
    expect(evaluate(extended, { ...deploy, resource: 'other' }).outcome).toBe('refuse');
  });

  it.each([
    ['a star', { ...deploy, resource: '*' }],
    ['stars', { ...deploy, resource: 'a**/b' }],
    ['an action that is no word', { ...deploy, action: 'drop table' }],
    ['invisible characters', { ...deploy, resource: 'ledger\u200B' }],
    ['nothing', { ...deploy, identity: 'x', resource: '' }],
  ])('gets no rule suggested for a name of %s', (_, asked) => {
    expect(evaluate(policy, asked)).not.toHaveProperty('suggestion');
  });
});

describe('the groups of a policy', () => {
  it('are found by name; an unknown name gives none', () => {
    expect(groupsOf(policy, ['owners', 'nobody', '__proto__'])).toEqual([
      { name: 'owners', people: ['ada', 'grace'], slackUserGroups: [] },
    ]);
  });

  it('take any person where the people are not known', () => {
    const text = document.replace('people: [ada]', 'people: [someone]');
    expect(parsePolicy(text, { webhooks: names.webhooks }).ok).toBe(true);
    expect(parsePolicy(text, names).ok).toBe(false);
  });
});
