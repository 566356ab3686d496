import { describe, expect, it } from 'vitest';
import { askRule, planOf, rulesOf, ruleText, verdictOf } from './support.ts';

const allow = (name: string, ...lines: string[]) => ruleText(name, 'allow: {}', ...lines);
const refuse = (name: string, reason: string) => ruleText(name, `refuse: ${reason}`);

describe('of all rules that apply', () => {
  it('one that refuses wins over those that ask and allow, with all reasons', () => {
    const policy = rulesOf(
      allow('free') + askRule('asked') + refuse('no', 'Never.') + refuse('nor', 'Not on Mondays'),
    );
    expect(verdictOf(policy)).toMatchObject({
      outcome: 'refuse',
      code: 'refused_by_rule',
      by: ['no', 'nor'],
      message: 'Refused by the rules "no": Never. "nor": Not on Mondays.',
    });
  });

  it('one that asks wins over one that allows, which has no say but is in the trace', () => {
    const verdict = verdictOf(
      rulesOf(
        allow('free', 'bindings: { approved: [{ webhook: deploy-hook }] }') + askRule('asked'),
      ),
    );
    expect(verdict).toMatchObject({ outcome: 'ask', plan: { rules: ['asked'], bindings: {} } });
    expect(verdict.trace.rules).toMatchObject([
      { rule: 'free', asks: 'allow', applies: true },
      { rule: 'asked', asks: 'ask', applies: true },
    ]);
  });

  it('those that allow let through at once, each with its limit', () => {
    const policy = rulesOf(
      allow('free', 'expires: 5m') +
        ruleText('some', 'allow: { limit: { count: 20, per: 1h } }') +
        ruleText('few', 'allow: { limit: { count: 1, per: 1m } }'),
    );
    expect(verdictOf(policy)).toMatchObject({
      outcome: 'allow',
      plan: {
        rules: ['free', 'some', 'few'],
        allowed: true,
        stages: [],
        routes: [],
        expiresInMs: 300_000,
      },
      limits: [
        { rule: 'some', limit: { count: 20, perMs: 3_600_000 } },
        { rule: 'few', limit: { count: 1, perMs: 60_000 } },
      ],
    });
  });

  it('those that only refuse other requests let nothing through', () => {
    const policy = rulesOf(ruleText('no', 'match: { resource: db/** }', 'refuse: Never.'));
    const verdict = verdictOf(policy);
    expect(verdict).toMatchObject({ outcome: 'refuse', code: 'no_rule', by: [] });
    expect(verdict).not.toHaveProperty('nearest');
    expect(verdict).not.toHaveProperty('suggestion');
  });
});

describe('rules that ask together', () => {
  it('ask in every channel and fire every binding once, and expire with the shortest', () => {
    const policy = rulesOf(
      askRule('one', 'expires: 2h', 'bindings: { approved: [{ webhook: deploy-hook }] }') +
        ruleText(
          'two',
          'route: { slack: [C02, C01] }',
          'stages: [{ name: t, quorum: 1, groups: [b] }]',
          'expires: 30m',
          'bindings: { approved: [{ webhook: deploy-hook }], rejected: [{ webhook: deploy-hook }] }',
        ),
    );
    expect(planOf(verdictOf(policy))).toMatchObject({
      rules: ['one', 'two'],
      routes: [
        { platform: 'slack', channel: 'C01' },
        { platform: 'slack', channel: 'C02' },
      ],
      expiresInMs: 1_800_000,
      bindings: {
        approved: [{ connector: 'webhook', name: 'deploy-hook' }],
        rejected: [{ connector: 'webhook', name: 'deploy-hook' }],
      },
    });
  });

  it('keep apart whom any of them keeps apart', () => {
    const policy = rulesOf(
      askRule('one', 'separation: { owner: false, authors: false }') +
        askRule('two', 'separation: { owner: false, earlier_voters: true }'),
    );
    expect(planOf(verdictOf(policy)).separation).toEqual({
      owner: false,
      authors: true,
      earlierVoters: true,
    });
  });

  it('keep apart the owner and the authors where nothing is said', () => {
    expect(planOf(verdictOf(rulesOf(askRule('one')))).separation).toEqual({
      owner: true,
      authors: true,
      earlierVoters: false,
    });
  });
});
