import { expect, it } from 'vitest';
import { faultsOf } from './files.ts';

const slack = `slack: { botToken: xoxb-1, signingSecret: '0123456789abcdef' }\n`;
const withPeople = (people: string, rest = slack) =>
  faultsOf(`policy: ./policy.yaml
people: [{ id: ada, name: Ada }, ${people}]
identities: [{ id: ci, name: CI, owner: olga }]
${rest}`);

/** Who changes the address of their account would no longer be known as the owner, and could approve. */
it('the owner of a bot is named by a Slack user id, not by an address alone', async () => {
  expect(await withPeople('{ id: olga, name: Olga, email: olga@example.com }')).toEqual([
    'countersign.yaml:2:34 people[1].slack: olga stands behind bots, or may, and an e-mail address can be changed by whoever has it: list the Slack user ids of olga here.',
  ]);
  expect(
    await withPeople('{ id: olga, name: Olga, email: olga@example.com, slack: [U0OLGA] }'),
  ).toEqual([]);
});

it('so is whoever starts runs on GitHub', async () => {
  const faults = await withPeople(
    '{ id: olga, name: Olga, slack: [U0OLGA] }, { id: max, name: Max, github: [max] }',
  );
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('people[2].slack: max stands behind bots');
});

it('without Slack there is nothing to name', async () => {
  expect(await withPeople('{ id: olga, name: Olga, email: olga@example.com }', '')).toEqual([]);
});

/** Whoever keeps the register could ask as a bot, and approve by an account that nobody knows as theirs. */
it.each([
  ['by name', { people: ['max'] }],
  ['by a group of the provider', { groups: ['ops'] }],
])('so is whoever may keep the register, %s', async (_, operator) => {
  const login = `{ issuer: 'https://login.example.com', subject: '1' }`;
  const signIn = `signIn: { publicUrl: 'https://a.example.com', issuer: 'https://login.example.com', clientId: a, clientSecret: a-secret-of-the-client }\n`;
  const faults = (slackId: string, role = 'operator') =>
    withPeople(
      `{ id: olga, name: Olga, slack: [U0OLGA] }, { id: max, name: Max, logins: [${login}]${slackId} }`,
      `${slack}${signIn}roles: ${JSON.stringify({ [role]: operator })}\n`,
    );
  expect((await faults('')).join()).toContain('people[2].slack: max stands behind bots');
  expect(await faults(', slack: [U0MAX]')).toEqual([]);
  expect(await faults('', 'auditor')).toEqual([]);
});
