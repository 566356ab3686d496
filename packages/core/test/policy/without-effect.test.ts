import { describe, expect, it } from 'vitest';
import { askRule, faultsOf, ruleText } from './support.ts';

const policy = (rule: string) =>
  `version: 1\ngroups: { a: { people: [ada] }, b: { people: [ada, grace] } }\nrules:\n${rule}`;
const told = (rule: string) =>
  faultsOf(policy(rule)).map(({ path, message }) => `${path}: ${message}`);

const direct = (...lines: string[]) =>
  ruleText(
    'r',
    'route: { slack: [C01], direct: [slack] }',
    'stages: [{ name: s, quorum: 1, groups: [a] }]',
    ...lines,
  );

describe('what has no effect is a fault', () => {
  it.each([
    [
      'a burst of what goes to people one by one',
      direct('burst: { within: 10m }'),
      'rules[0].burst: Cards that go to people by direct message are each of one request, so that no burst shares one. Leave out "burst", or "direct" of the route.',
    ],
    [
      'a burst of what is restricted',
      askRule('r', 'sensitivity: restricted', 'burst: { within: 10m }'),
      'rules[0].burst: What is restricted has a card of its own, so that no burst shares one. Leave out "burst", or "sensitivity".',
    ],
    [
      'a webhook of an end that what is allowed never has',
      ruleText('r', 'allow: {}', 'bindings: { rejected: [{ webhook: deploy-hook }] }'),
      'rules[0].bindings.rejected: This never fires: what is allowed at once is approved, and nothing else.',
    ],
    [
      'rejections by more people than there are',
      askRule('r', 'stages: [{ name: s, quorum: 1, groups: [b], reject: { quorum: 3 } }]'),
      'rules[0].stages[0].reject.quorum: So many never reject: the groups of this stage have 2 people in all.',
    ],
  ])('%s', (_, rule, says) => {
    const [fault, ...others] = faultsOf(policy(rule));
    expect(others).toEqual([]);
    const { path, message, hint = '' } = fault ?? { path: '', message: '' };
    expect(`${path}: ${message} ${hint}`.trim()).toBe(says);
  });

  it.each([
    ['a burst in channels', askRule('r', 'burst: { within: 10m }', 'sensitivity: normal')],
    [
      'a webhook of what is allowed',
      ruleText('r', 'allow: {}', 'bindings: { approved: [{ webhook: deploy-hook }], expired: [] }'),
    ],
    [
      'rejections by those whom an escalation adds',
      askRule(
        'r',
        'stages: [{ name: s, quorum: 1, groups: [a], reject: { quorum: 2 }, escalate: [{ after: 5m, groups: [b] }] }]',
      ),
    ],
    [
      'a veto that alone ends it',
      askRule(
        'r',
        'stages: [{ name: s, quorum: 1, groups: [a], reject: { quorum: 9, veto: [b] } }]',
      ),
    ],
  ])('and not %s', (_, rule) => {
    expect(told(rule)).toEqual([]);
  });
});
