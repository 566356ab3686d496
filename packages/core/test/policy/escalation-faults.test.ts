import { expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/parse.ts';

const policy = (stage: string) => `version: 1
groups: { a: { slack: [S0A] }, b: { slack: [S0B] }, c: { slack: [S0C] } }
rules:
  - { name: r, route: { slack: [C0X] }, stages: [{ name: s, ${stage} }] }
`;

it.each([
  'quorum: 1, groups: [a], escalate: [{ after: 10m, groups: [a] }]',
  'all: [{ quorum: 1, groups: [a] }, { quorum: 1, groups: [b] }], escalate: [{ after: 10m, groups: [b] }]',
  'quorum: 1, groups: [a], reject: { veto: [b] }, escalate: [{ after: 10m, groups: [b] }]',
])('a stage does not escalate to those who have a part in it: %s', (stage) => {
  expect(parsePolicy(policy(stage), { webhooks: [] })).toMatchObject({
    ok: false,
    faults: [{ message: expect.stringContaining('has a part in this stage already') }],
  });
});

it('may escalate to others', () => {
  const stage = 'quorum: 1, groups: [a], escalate: [{ after: 10m, groups: [c] }]';
  expect(parsePolicy(policy(stage), { webhooks: [] }).ok).toBe(true);
});
