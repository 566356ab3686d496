import { expect, it } from 'vitest';
import { faultsOf } from './files.ts';

const tenant = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
const user = '7faf8ab2-3d56-4244-b585-20c8a42ed2b8';
const circleci = '5f0c3d5e-2a74-40a2-b28a-b162d5f5327c';

it.each([
  ['slack[0]', 'slack: [U1ADA]', 'slack: [U1ADA]'],
  ['email', 'email: ada@example.com', 'email: Ada@Example.com'],
  [
    'teams[0].user',
    `teams: [{ tenant: ${tenant}, user: ${user} }]`,
    `teams: [{ tenant: ${tenant}, user: ${user.toUpperCase()} }]`,
  ],
  ['github[0]', 'github: [ada-l]', 'github: [Ada-L]'],
  ['gitlab[1]', 'gitlab: [ada]', 'gitlab: [olga, ADA]'],
  ['circleci[0]', `circleci: [${circleci}]`, `circleci: [${circleci.toUpperCase()}]`],
])('an account under two people is a fault of the configuration: %s', async (place, one, other) => {
  const faults = await faultsOf(`policy: ./policy.yaml
people:
  - { id: ada, name: Ada, ${one} }
  - { id: olga, name: Olga, ${other} }
`);
  expect(faults).toEqual([
    expect.stringMatching(/^countersign\.yaml:4:\d+ people\[1\]\..*listed under ada as well/u),
  ]);
  expect(faults[0]).toContain(`people[1].${place}:`);
});

it('an account that one person has twice is no fault', async () => {
  const twice = 'people: [{ id: ada, name: Ada, slack: [U1ADA, U1ADA] }]';
  expect(await faultsOf(`policy: ./policy.yaml\n${twice}\n`)).toEqual([]);
});
