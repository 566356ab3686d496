import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { evaluate } from '../../src/policy/evaluate.ts';
import { deploy, edited, factsOf, faultsOf, policyOf } from './support.ts';

const GROUP = '6f1d9a4e-0b1c-4d2e-8f3a-5b6c7d8e9f00';
const CHANNEL = '19:Xo_yz-1@thread.tacv2';

const toBoth = edited(
  'route: { slack: [C0RELEASES] }',
  `route: { slack: [C0RELEASES], teams: ['${CHANNEL}'] }`,
);
it('a request may be shown in Slack and in Teams', () => {
  const verdict = evaluate(policyOf(toBoth), factsOf(deploy));
  expect(verdict).toMatchObject({
    outcome: 'ask',
    plan: {
      routes: [
        { platform: 'slack', channel: 'C0RELEASES' },
        { platform: 'teams', channel: CHANNEL },
      ],
    },
  });
});

it('a request may be shown in Teams alone', () => {
  const text = edited('route: { slack: [C0RELEASES] }', `route: { teams: ['${CHANNEL}'] }`);
  expect(policyOf(text).rules[0]?.outcome).toMatchObject({
    routes: [{ platform: 'teams', channel: CHANNEL }],
  });
});

it('a group may be of Entra groups, however their ids are spelled', () => {
  const text = edited('slack: [S0RELEASE]', `entra: [${GROUP.toUpperCase()}]`);
  expect(policyOf(text).groups.find(({ name }) => name === 'release-approvers')).toMatchObject({
    slackUserGroups: [],
    entraGroups: [GROUP],
  });
});

it('a policy without Entra groups says nothing of them, so that its version stays', () => {
  expect(Object.keys(policyOf(edited('ada', 'ada')).groups[0] ?? {})).not.toContain('entraGroups');
});

it('a quorum is not counted where an Entra group may bring more people', () => {
  const text = edited('owners: { people: [ada, grace] }', `owners: { entra: [${GROUP}] }`);
  expect(faultsOf(text.replace('quorum: 2', 'quorum: 9'))).toEqual([]);
});

it.each([
  [
    'a route without channels',
    'route: { slack: [C0RELEASES] }',
    'route: {}',
    /^A route leads somewhere/,
  ],
  ['a name of a channel', '[C0RELEASES] }', '[C0RELEASES], teams: [Releases] }', /Teams channel/],
  ['a chat', '[C0RELEASES] }', "[C0RELEASES], teams: ['19:a@thread.v2'] }", /Teams channel/],
  ['a name of a group', 'slack: [S0RELEASE]', 'entra: [releasers]', /Entra group/],
])('%s is a fault', (_, piece, by, says) => {
  expect(faultsOf(edited(piece, by)).map(({ message }) => message)).toEqual([
    expect.stringMatching(says),
  ]);
});

it('a suggested rule keeps the platforms of its model', () => {
  const verdict = evaluate(policyOf(toBoth), factsOf({ ...deploy, resource: 'ledger' }));
  const suggestion = verdict.outcome === 'refuse' ? verdict.suggestion : undefined;
  expect(parse(suggestion ?? '')).toMatchObject([
    { route: { slack: ['C0RELEASES'], teams: [CHANNEL] } },
  ]);
});
