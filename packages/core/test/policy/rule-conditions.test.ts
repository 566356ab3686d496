import { describe, expect, it } from 'vitest';
import { needs } from '../../src/policy/needs.ts';
import { askRule, deploy, factsOf, planOf, rulesOf, ruleText, verdictOf } from './support.ts';

const LARGE = 'when: change.linesAdded > 500';
const of = (linesAdded: number) => factsOf(deploy, { change: { linesAdded } });
const unknown = factsOf(deploy);

describe('a rule with a condition', () => {
  const policy = rulesOf(askRule('always') + askRule('large', LARGE, 'expires: 5m'));

  it('applies where the condition is true', () => {
    expect(planOf(verdictOf(policy, of(501))).rules).toEqual(['always', 'large']);
    expect(planOf(verdictOf(policy, of(500))).rules).toEqual(['always']);
  });

  it('applies where the condition fails, and the trace says why', () => {
    const verdict = verdictOf(policy, unknown);
    expect(planOf(verdict).rules).toEqual(['always', 'large']);
    expect(verdict.trace.rules[1]).toMatchObject({
      applies: true,
      when: {
        source: 'change.linesAdded > 500',
        holds: true,
        error: '"change.linesAdded" is not known for this request.',
      },
    });
  });

  it('is named with what failed, and so is a stage', () => {
    const staged = rulesOf(
      askRule('always') + askRule('s', `stages: [{ name: a, ${LARGE}, quorum: 1, groups: [a] }]`),
    );
    const error = '"change.linesAdded" is not known for this request.';
    expect(verdictOf(policy, unknown).trace.failed).toEqual([{ rule: 'large', error }]);
    expect(verdictOf(staged, unknown).trace.failed).toEqual([{ rule: 's', stage: 'a', error }]);
    expect(verdictOf(policy, of(1)).trace.failed).toEqual([]);
  });

  it('tells the same tree whenever it is asked, as JSON and as a copy, too', () => {
    const verdict = verdictOf(policy, of(1));
    const told = [
      { applies: true },
      { applies: false, when: { source: 'change.linesAdded > 500', holds: false } },
    ];
    expect(structuredClone(verdict).trace.rules).toMatchObject(told);
    expect(JSON.parse(JSON.stringify(verdict))).toMatchObject({ trace: { rules: told } });
    expect(verdict.trace.rules).toBe(verdict.trace.rules);
  });

  it('is not judged by it where its globs do not match', () => {
    const other = rulesOf(askRule('other', 'match: { resource: db }', LARGE));
    expect(verdictOf(other, of(501)).trace.rules[0]).not.toHaveProperty('when');
  });
});

describe('where a condition fails', () => {
  it('a rule that refuses refuses', () => {
    const policy = rulesOf(
      ruleText('free', 'allow: {}') + ruleText('no', LARGE, 'refuse: Too large.'),
    );
    expect(verdictOf(policy, unknown)).toMatchObject({ code: 'refused_by_rule', by: ['no'] });
    expect(verdictOf(policy, of(1)).outcome).toBe('allow');
  });

  it('a rule that allows does not', () => {
    const policy = rulesOf(
      ruleText('small', 'when: change.linesAdded < 5', 'allow: {}') + askRule('asked'),
    );
    expect(verdictOf(policy, unknown).outcome).toBe('ask');
  });

  it('a rule that allows still holds the others to its limit', () => {
    const limit = { count: 3, perMs: 3_600_000 };
    const policy = rulesOf(
      ruleText('free', 'allow: {}') +
        ruleText('some', LARGE, 'allow: { limit: { count: 3, per: 1h } }'),
    );
    expect(verdictOf(policy, unknown)).toMatchObject({ limits: [{ rule: 'some', limit }] });
    expect(verdictOf(policy, of(1))).toMatchObject({ limits: [] });
  });

  it('a rule that alone asks lets nobody decide: were it false, nothing would be asked', () => {
    const policy = rulesOf(askRule('large', LARGE));
    expect(verdictOf(policy, unknown)).toMatchObject({ code: 'no_rule', nearest: 'large' });
    expect(verdictOf(policy, unknown)).toHaveProperty(
      'message',
      expect.stringContaining('"change.linesAdded > 500" failed'),
    );
  });

  it('a rule that asks takes its say from one that allows', () => {
    const policy = rulesOf(ruleText('free', 'allow: {}') + askRule('large', LARGE));
    expect(verdictOf(policy, unknown)).toMatchObject({
      outcome: 'ask',
      plan: { rules: ['large'] },
    });
  });
});

const staged = (...stages: string[]) => askRule('staged', `stages: [${stages.join(', ')}]`);
const names = (...at: Parameters<typeof verdictOf>) =>
  planOf(verdictOf(...at)).stages.map(({ name }) => name);

describe('a stage with a condition', () => {
  const large = `{ name: large, ${LARGE}, quorum: 1, groups: [b] }`;
  const always = '{ name: s, quorum: 1, groups: [a] }';

  it('is asked for where it is true and where it fails, and not where it is false', () => {
    const policy = rulesOf(staged(always, large));
    expect(names(policy, of(501))).toEqual(['s', 'large']);
    expect(names(policy, unknown)).toEqual(['s', 'large']);
    expect(names(policy, of(1))).toEqual(['s']);
    expect(verdictOf(policy, of(1)).trace.rules[0]?.stages).toEqual([
      { name: 's', asked: true },
      {
        name: 'large',
        asked: false,
        when: { source: 'change.linesAdded > 500', holds: false },
      },
    ]);
  });

  it('leaves nobody to ask where it is the only one: that refuses', () => {
    const policy = rulesOf(staged(large));
    expect(verdictOf(policy, of(501)).outcome).toBe('ask');
    for (const facts of [of(1), unknown]) {
      expect(verdictOf(policy, facts)).toMatchObject({ code: 'no_stage', by: ['staged'] });
    }
  });

  it('takes all that its rule says with it, where another rule asks', () => {
    const policy = rulesOf(
      askRule('always') +
        askRule(
          'staged',
          `stages: [${large}]`,
          'expires: 1m',
          'separation: { earlier_voters: true }',
        ),
    );
    expect(planOf(verdictOf(policy, of(1)))).toMatchObject({
      rules: ['always'],
      expiresInMs: 3_600_000,
      separation: { earlierVoters: false },
    });
  });

  it('never makes of what is asked something that is allowed', () => {
    const policy = rulesOf(ruleText('free', 'allow: {}') + staged(large));
    expect(verdictOf(policy, of(1))).toMatchObject({ code: 'no_stage' });
  });
});

it('a policy says which facts its conditions read', () => {
  const policy = rulesOf(
    askRule('one', 'when: history.requestsLastDay > 5') +
      askRule(
        'two',
        `stages: [{ name: s, when: 'size(change.files) > 3', quorum: 1, groups: [a] }]`,
      ),
  );
  expect(needs(policy)).toEqual(new Set(['history.requestsLastDay', 'change.files']));
  expect(needs(rulesOf(askRule('plain'))).size).toBe(0);
});
