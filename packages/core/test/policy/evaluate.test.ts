import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { groupsOf } from '../../src/policy/policy.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { deploy, document, factsOf, names, policyOf } from './support.ts';

const policy = policyOf(document);
const stage = (name: string, quorum: number, group: string) => ({
  name,
  combine: 'all',
  quorums: [{ quorum, groups: [group] }],
});
describe('a request that a rule matches', () => {
  it('gets the plan of that rule', () => {
    expect(evaluate(policy, factsOf(deploy))).toMatchObject({
      outcome: 'ask',
      plan: {
        rules: ['production deploys'],
        policyVersion: policy.version,
        routes: [{ platform: 'slack', channel: 'C0RELEASES' }],
        stages: [stage('release', 1, 'release-approvers'), stage('owners', 2, 'owners')],
        expiresInMs: 900_000,
        bindings: { approved: [{ connector: 'webhook', name: 'deploy-hook' }] },
      },
    });
  });

  it('traces each field of each rule', () => {
    const { trace } = evaluate(
      policy,
      factsOf({ ...deploy, environment: 'staging', resource: 'web' }),
    );
    expect(trace).toEqual({
      failed: [],
      freezes: [],
      rules: [
        {
          rule: 'production deploys',
          file: null,
          asks: 'ask',
          applies: false,
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
          file: null,
          asks: 'ask',
          applies: true,
          stages: [{ name: 'any', asked: true }],
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
  const verdict = evaluate(policy, factsOf({ ...deploy, resource: 'ledger' }));

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
    expect(evaluate(extended, factsOf({ ...deploy, resource: 'ledger' }))).toMatchObject({
      outcome: 'ask',
      plan: {
        rules: ['deploy in production'],
        stages: [stage('release', 1, 'release-approvers'), stage('owners', 2, 'owners')],
      },
    });
    expect(evaluate(extended, factsOf({ ...deploy, resource: 'other' })).outcome).toBe('refuse');
  });

  it.each([
    ['a star', { ...deploy, resource: '*' }],
    ['stars', { ...deploy, resource: 'a**/b' }],
    ['an action that is no word', { ...deploy, action: 'drop table' }],
    ['invisible characters', { ...deploy, resource: 'ledger\u200B' }],
    ['nothing', { ...deploy, identity: 'x', resource: '' }],
  ])('gets no rule suggested for a name of %s', (_, asked) => {
    expect(evaluate(policy, factsOf(asked))).not.toHaveProperty('suggestion');
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
