import { expect, it } from 'vitest';
import { callerAuthenticator } from '../../src/authenticate-caller.ts';
import { faultsOf, load } from './files.ts';

const file = (owner: string, teams = '') => `policy: ./policy.yaml
people: [{ id: ada, name: Ada }, { id: olga, name: Olga }, { id: max, name: Max }]
${teams}
identities: [{ id: ci, name: CI${owner} }]
`;
const payments = 'ownerTeams: [{ id: payments, name: Payments, people: [olga, max] }]';

it('an identity without an owner is a fault that says what to write', async () => {
  expect(await faultsOf(file(''))).toEqual([
    'countersign.yaml:4:14 identities[0]: "ci" has no owner, and what nobody answers for may ask for nothing. Add owner: the id of a person under people, or team: and the id of one under ownerTeams.',
  ]);
});

it.each([
  [', owner: nobody', 'There is no person "nobody" under people.'],
  [', owner: "team:payments"', 'There is no team "payments" under ownerTeams.'],
])('so is an owner who is not there: %s', async (owner, message) => {
  expect((await faultsOf(file(owner))).join()).toContain(message);
});

it('a team has people who are there, and one name', async () => {
  const faults = await faultsOf(
    file(
      ', owner: ada',
      'ownerTeams: [{ id: a, name: A, people: [ada] }, { id: a, name: B, people: [eve] }]',
    ),
  );
  expect(faults.join('\n')).toMatch(/ownerTeams\[1\]\.id: This team is listed twice/u);
  expect(faults.join('\n')).toMatch(/ownerTeams\[1\]\.people\[0\]: There is no person "eve"/u);
});

it('everybody in a team that owns a bot stands behind what it asks', async () => {
  const config = await load(file(', owner: "team:payments"', payments));
  const [identity] = config.identities;
  if (!identity) throw new Error('There is no identity.');
  const proof = { kind: 'api_key', keyId: 'k' } as const;
  const call = callerAuthenticator(
    async () => ({ ok: true, identity, proof, starter: [] }),
    config,
  );
  expect(await call('Bearer x')).toMatchObject({
    behind: [
      { id: 'olga', as: 'owner' },
      { id: 'max', as: 'owner' },
    ],
    registered: { standing: 'active' },
  });
});

it('in Slack they are listed by their accounts, as every owner is', async () => {
  const slack = "slack: { botToken: xoxb-1, signingSecret: '0123456789abcdef' }";
  const faults = await faultsOf(file(', owner: "team:payments"', `${payments}\n${slack}`));
  expect(faults.map((fault) => /people\[\d\]\.slack/u.exec(fault)?.[0])).toEqual([
    'people[1].slack',
    'people[2].slack',
  ]);
});
