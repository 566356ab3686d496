import { samePerson } from '@countersign/core/people';
import { expect, it } from 'vitest';
import type { ConfiguredPerson } from '../../src/chat/configured.ts';
import { slackPeople } from '../../src/chat/people.ts';
import type { SlackDirectory } from '../../src/chat/slack/directory.ts';
import type { TeamsDirectory } from '../../src/chat/teams/directory.ts';
import type { EntraUser } from '../../src/chat/teams/graph.ts';
import { teamsPeople } from '../../src/chat/teams/people.ts';
import { ADA, GRACE, OTHER_TENANT, TENANT } from './desk.ts';

const account = (user: string, team = TENANT) => ({ platform: 'teams' as const, team, user });
const THIRD_TENANT = '11111111-3f0a-4c6e-8c8b-6f0f2f6c1d33';
const groups = [
  { name: 'listed', people: ['ada'], slackUserGroups: [] },
  { name: 'entra', people: [], slackUserGroups: [], entraGroups: ['g1', 'g2'] },
  { name: 'slack', people: [], slackUserGroups: ['S1'] },
];

async function away(): Promise<never> {
  throw new Error('Graph is away.');
}

function user(id: string, more: Partial<EntraUser> = {}): EntraUser {
  return {
    id,
    name: id,
    addresses: [`${id}@example.com`],
    foreign: false,
    type: 'Member',
    enabled: true,
    ...more,
  };
}

function person(id: string, more: Partial<ConfiguredPerson> = {}): ConfiguredPerson {
  return { id, name: id, accounts: [], emails: [], ...more };
}

function peopleOf(
  people: ConfiguredPerson[],
  users: EntraUser[],
  more: Partial<TeamsDirectory> = {},
  joined = false,
) {
  const directory: TeamsDirectory = {
    user: async (_, id) => users.find((known) => known.id === id) ?? null,
    groups: async () => new Set(['g2']),
    groupsNow: async () => new Set(['g2']),
    peopleIn: async () => ({ users, more: false }),
    channel: away,
    isPrivate: async () => false,
    mris: async () => new Map(),
    forget: { channel: () => {} },
    ...more,
  };
  return teamsPeople({
    people,
    tenants: [TENANT, OTHER_TENANT],
    directory,
    joined,
    onFailure: () => {},
  });
}

it.each([
  ['a full member', {}, 'ok'],
  ['a guest', { type: 'Guest' }, 'guest'],
  ['a disabled account', { enabled: false }, 'deactivated'],
  ['somebody of whom Graph leaves out the type', { type: null }, 'unknown'],
  ['somebody of whom Graph leaves out whether they are enabled', { enabled: null }, 'unknown'],
])('%s', async (_, more, standing) => {
  expect(await peopleOf([], [user(ADA, more)]).resolve(account(ADA))).toMatchObject({ standing });
});

it('an account that the tenant does not have, or of another tenant, is of others', async () => {
  const people = peopleOf([], [user(ADA)]);
  expect(await people.resolve(account(GRACE))).toMatchObject({ standing: 'external' });
  expect(await people.resolve(account(ADA, THIRD_TENANT))).toMatchObject({ standing: 'external' });
});

it('a look-up that fails leaves the standing unknown, and the person as configured', async () => {
  const people = peopleOf([person('ada', { accounts: [account(ADA)] })], [], { user: away });
  expect(await people.resolve(account(ADA))).toEqual({
    person: { id: 'ada', name: 'ada' },
    standing: 'unknown',
  });
});

it.each([
  ['a guest', { type: 'Guest' }],
  ['a disabled account', { enabled: false }],
])('the address of %s makes nobody a configured person', async (_, more) => {
  const known = person('ada', { emails: ['ada@example.com'] });
  const people = peopleOf([known], [user(ADA, { addresses: ['ada@example.com'], ...more })]);
  expect((await people.resolve(account(ADA))).person.id).not.toBe('ada');
});

it.each([
  ['of another organisation, although a full member', TENANT, { foreign: true }, false],
  ['of another of our tenants', OTHER_TENANT, {}, false],
  ['of the tenant of the app', TENANT, {}, true],
])('a mail address of somebody %s makes them a listed person: %s', async (_, team, more, isAda) => {
  const known = person('ada', { emails: ['ada@example.com'] });
  const addresses = ['eve@evil.example', 'ada@example.com'];
  const people = peopleOf([known], [user(ADA, { addresses, ...more })], {}, true);
  const { person: found } = await people.resolve(account(ADA, team));
  expect(found.id === 'ada').toBe(isAda);
  expect(found.id === 'mail:ada@example.com').toBe(false);
  // Where it could only count them twice, it is believed.
  expect(samePerson(found, { id: 'mail:ada@example.com', name: 'Ada' })).toBe(true);
});

it('in another of our tenants the name to sign in with does, since it is of a domain of that tenant', async () => {
  const known = person('ada', { emails: ['ada@example.com'] });
  const people = peopleOf([known], [user(ADA, { addresses: ['Ada@example.com'] })]);
  expect((await people.resolve(account(ADA, OTHER_TENANT))).person.id).toBe('ada');
});

it('is a member by name or by a group of Entra, and never by one of Slack', async () => {
  const people = peopleOf([person('ada', { accounts: [account(ADA)] })], [user(ADA)]);
  const { person: ada } = await people.resolve(account(ADA));
  expect(await people.memberships(account(ADA), ada, groups, 'now')).toEqual({
    listed: 'member',
    entra: 'member',
    slack: 'not_member',
  });
});

it('a yes that cannot be confirmed is none, unless Graph asks us to ask less', async () => {
  const people = peopleOf([], [user(ADA)], { groupsNow: away });
  const { person: ada } = await people.resolve(account(ADA));
  for (const freshness of ['now', 'now_if_possible'] as const) {
    expect(await people.memberships(account(ADA), ada, groups, freshness)).toMatchObject({
      entra: 'unknown',
    });
  }
  expect(await people.memberships(account(ADA), ada, groups, 'recent')).toMatchObject({
    entra: 'member',
  });
});

it('names only those who may decide, and those who are listed', async () => {
  const people = peopleOf(
    [person('ada')],
    [user(GRACE), user('x', { type: 'Guest' }), user('y', { enabled: false })],
  );
  expect((await people.members(groups)).map(({ id }) => id)).toEqual([
    'ada',
    `teams:${TENANT}:${GRACE}`,
  ]);
});

it('two people with one account are a fault of the configuration', () => {
  const accounts = [account(ADA)];
  expect(() => peopleOf([person('a', { accounts }), person('b', { accounts })], [])).toThrow(
    'both claim',
  );
});

const slackAda = {
  id: 'U1',
  team: 'T1',
  enterprise: null,
  name: 'Ada',
  email: 'ada@example.com',
  deleted: false,
  bot: false,
  guest: false,
  stranger: false,
};
const inSlack = { platform: 'slack' as const, team: 'T1', user: 'U1' };

function slackOf(people: ConfiguredPerson[]) {
  const directory: SlackDirectory = {
    user: async () => slackAda,
    acquaintance: async () => slackAda,
    group: away,
    groupNow: away,
    channel: away,
    forget: { user: () => {}, group: () => {}, channel: () => {} },
  };
  const install = { team: 'T1', enterprise: null, orgWide: false, url: null };
  return slackPeople({ people, install, directory, joined: true, onFailure: () => {} });
}

it.each([
  ['their mail', ['ada@corp.example', 'Ada@example.com'], []],
  ['the name they sign in with', ['Ada@example.com', 'ada.lovelace@corp.example'], []],
  ['one of them, the other being of no use', ['ada@example.com', 'ädä@example.com'], []],
  ['an address, of somebody listed with Slack', ['ada@example.com'], [{ accounts: [inSlack] }]],
  [
    'an address, of somebody listed with Teams',
    ['ada@example.com'],
    [{ accounts: [account(ADA)] }],
  ],
  [
    'an address that is not the one they are listed with',
    ['ada@example.com', 'ada@corp.example'],
    [{ emails: ['ada@corp.example'] }],
  ],
])(
  'beside Slack, %s, that both vouch for, makes two accounts one person',
  async (_, addresses, listed) => {
    const people = listed.map((more) => person('ada', more));
    const teams = peopleOf(people, [user(ADA, { addresses })], {}, true);
    const one = await slackOf(people).resolve(inSlack);
    const two = await teams.resolve(account(ADA));
    expect(samePerson(one.person, two.person)).toBe(true);
    expect(samePerson(two.person, one.person)).toBe(true);
  },
);

it('beside Slack, people without an address in common are two', async () => {
  const teams = peopleOf([], [user(GRACE)], {}, true);
  const one = await slackOf([]).resolve(inSlack);
  const two = await teams.resolve(account(GRACE));
  expect(samePerson(one.person, two.person)).toBe(false);
});

const all = { name: 'all', people: [], slackUserGroups: [], entraGroups: ['g1'] };

it('those to be written to have the accounts that are known of them', async () => {
  const found = await peopleOf([], [user(ADA), user(GRACE)]).addressees([all], 2);
  expect(found?.flatMap(({ accounts = [] }) => accounts)).toEqual([account(ADA), account(GRACE)]);
});

it.each([
  ['a group with more than Graph tells of at once', { users: [], more: true }, 20],
  ['a group of too many', { users: [user(ADA), user(GRACE)], more: false }, 1],
])('%s is nobody to be written to', async (_, group, most) => {
  const people = peopleOf([], [], { peopleIn: async () => group });
  expect(await people.addressees([all], most)).toBeNull();
});

it('those of a group that can’t be read are not nobody', async () => {
  const people = peopleOf([], [], { peopleIn: away });
  await expect(people.addressees([all], 20)).rejects.toThrow('Graph is away.');
});
