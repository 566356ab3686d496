import { expect, it } from 'vitest';
import { differences } from '../../../src/policy/cases/differences.ts';
import type { Expected } from '../../../src/policy/cases/shape.ts';
import { askRule, deploy, factsOf, ruleText, rulesOf, verdictOf } from '../support.ts';

const asking = rulesOf(
  askRule(
    'r',
    'expires: 15m',
    'stages: [{ name: s, any: [{ quorum: 2, groups: [a, b] }, { quorum: 1, groups: [c] }] }]',
  ).replace('groups: [a, b]', 'groups: [b, c]'),
);
const refusing = rulesOf(ruleText('no', 'refuse: Not now.'));
const verdict = verdictOf(asking, factsOf(deploy));

it.each<Expected>([
  { outcome: 'ask' },
  { rules: ['r'], expires: '15m', route: { slack: ['C01'] }, freezes: [] },
  { stages: [{}] },
  { stages: [{ name: 's', combine: 'any' }] },
  { stages: [{ quorums: [{ quorum: 2 }, { groups: ['c'] }] }] },
  { stages: [{ quorums: [{ groups: ['c', 'b'] }, {}], rules: ['r'] }] },
  { expires: '900s' },
])('%j is so', (expected) => {
  expect(differences(expected, verdict)).toEqual([]);
});

it.each<[Expected, string, string]>([
  [{ outcome: 'allow' }, 'allow', 'ask'],
  [{ rules: [] }, 'none', 'r'],
  [{ code: 'no_rule' }, 'no_rule', 'none'],
  [{ stages: [] }, 'none', 's (2 of b or c, or 1 of c)'],
  [{ stages: [{ quorum: 2 }] }, 'any name (2 of any groups)', 's (2 of b or c, or 1 of c)'],
  [{ stages: [{ combine: 'all' }] }, 'any name', 's (2 of b or c, or 1 of c)'],
  [{ expires: '1h' }, '1h', '15m'],
  [{ route: { slack: ['C02'] } }, 'slack C02', 'slack C01'],
  [{ freezes: ['weekend'] }, 'weekend', 'none'],
])('%j is not so', (expected, wanted, got) => {
  expect(differences(expected, verdict)).toMatchObject([{ expected: wanted, got }]);
});

it('a refusal has its rules and its code, and no stages', () => {
  const refusal = verdictOf(refusing, factsOf(deploy));
  const expected: Expected = {
    outcome: 'refuse',
    code: 'refused_by_rule',
    rules: ['no'],
    stages: [],
  };
  expect(differences(expected, refusal)).toEqual([]);
  expect(differences({ expires: '1h' }, refusal)).toMatchObject([{ got: 'none' }]);
});
