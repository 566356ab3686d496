import { expect, it } from 'vitest';
import { identitiesInFile } from '../../src/open-register.ts';

const { inFile, isOwner } = identitiesInFile({
  people: [
    {
      id: 'olga',
      name: 'Olga',
      slack: [],
      teams: [],
      github: [],
      gitlab: [],
      circleci: [],
      logins: [],
    },
  ],
  ownerTeams: [{ id: 'platform', name: 'Platform', people: ['olga'] }],
  identities: [
    { id: 'ci', name: 'CI', owner: 'olga', keys: [], oidc: [] },
    { id: 'cd', name: 'CD', owner: 'olga', keys: [], oidc: [], status: 'suspended' },
  ],
});

it('the configuration says of an identity whether it is there, and whether it is stopped', () => {
  expect(['ci', 'cd', 'gone'].map(inFile)).toEqual(['active', 'suspended', null]);
});

it('an owner is a person or a team of those who are known', () => {
  const owners = ['olga', 'team:platform', 'gone', 'team:gone', undefined];
  expect(owners.map(isOwner)).toEqual([true, true, false, false, false]);
});
