import { expect, it } from 'vitest';
import type { ConfiguredPerson } from '../../src/chat/configured.ts';
import { slackPeople } from '../../src/chat/people.ts';
import type { SlackDirectory, SlackUser } from '../../src/chat/slack/directory.ts';

const person = (id: string, more: Partial<ConfiguredPerson> = {}): ConfiguredPerson => ({
  id,
  name: id,
  accounts: [],
  emails: [],
  ...more,
});

const account = (user: string, team = 'T1') => ({ platform: 'slack' as const, team, user });

function user(id: string, more: Partial<SlackUser> = {}): SlackUser {
  const plain = { deleted: false, bot: false, guest: false, stranger: false };
  return { id, team: 'T1', enterprise: null, name: id, email: null, ...plain, ...more };
}

async function away(): Promise<never> {
  throw new Error('Slack is away.');
}

function peopleOf(people: ConfiguredPerson[], users: SlackUser[], failing = false) {
  const find = async (id: string) => {
    const found = users.find((known) => known.id === id);
    return found ?? away();
  };
  const group = failing ? away : async () => new Set(users.map(({ id }) => id));
  const directory: SlackDirectory = {
    user: find,
    acquaintance: find,
    group,
    groupNow: group,
    channel: away,
    forget: { user: () => {}, group: () => {}, channel: () => {} },
  };
  const install = { team: 'T1', enterprise: 'E1', orgWide: false, url: null };
  return slackPeople({ people, install, directory, onFailure: () => {} });
}

it('two accounts of one human are one person', async () => {
  const ada = person('ada', { accounts: [account('U1')], emails: ['Ada@Example.com'] });
  const people = peopleOf([ada], [user('U1'), user('U2', { email: 'ada@example.COM' })]);
  const one = await people.resolve(account('U1'));
  const two = await people.resolve(account('U2'));
  expect(one.person).toEqual(two.person);
});

it.each([
  ['a guest', { guest: true }],
  ['a bot', { bot: true }],
  ['a stranger', { stranger: true }],
  ['another team', { team: 'T9' }],
  ['somebody deactivated', { deleted: true }],
])('the address of %s makes nobody a configured person', async (_, more) => {
  const people = peopleOf(
    [person('ada', { emails: ['ada@example.com'] })],
    [user('U1', { email: 'ada@example.com', ...more })],
  );
  const { person: found, standing } = await people.resolve(account('U1'));
  expect(found.id).not.toBe('ada');
  expect(standing).not.toBe('ok');
});

it('on a Grid one user is one person, whichever workspace the payload names', async () => {
  const ada = person('ada', { accounts: [account('U1')] });
  const people = peopleOf(
    [ada],
    [user('U1', { team: 'T2', enterprise: 'E1' }), user('U2', { team: 'E1' })],
  );
  for (const team of ['T1', 'T2', 'E1']) {
    expect((await people.resolve(account('U1', team))).person.id).toBe('ada');
    expect((await people.resolve(account('U2', team))).person.id).toBe('slack:E1:U2');
  }
});

it('an account of the same id in another team is somebody else', async () => {
  const ada = person('ada', { accounts: [account('U1')] });
  const people = peopleOf([ada], [user('U1', { team: 'T9', stranger: true })]);
  const found = await people.resolve(account('U1', 'T9'));
  expect(found).toMatchObject({ person: { id: 'slack:T9:U1' }, standing: 'external' });
});

it('a look-up that fails leaves the standing unknown, and the person as configured', async () => {
  const people = peopleOf([person('ada', { accounts: [account('U1')] })], []);
  const found = await people.resolve(account('U1'));
  expect(found).toEqual({ person: { id: 'ada', name: 'ada' }, standing: 'unknown' });
});

const groups = [
  { name: 'listed', people: ['ada'], slackUserGroups: ['S1'] },
  { name: 'slack', people: [], slackUserGroups: ['S1'] },
  { name: 'empty', people: [], slackUserGroups: [] },
];

it('is a member by name or by user group, and of an empty group never', async () => {
  const people = peopleOf([person('ada', { accounts: [account('U1')] })], [user('U1')]);
  const { person: ada } = await people.resolve(account('U1'));
  expect(await people.memberships(account('U1'), ada, groups, 'now')).toEqual({
    listed: 'member',
    slack: 'member',
    empty: 'not_member',
  });
});

it('a user group that Slack does not tell makes nobody a member', async () => {
  const people = peopleOf([person('ada', { accounts: [account('U1')] })], [user('U1')], true);
  const { person: ada } = await people.resolve(account('U1'));
  expect(await people.memberships(account('U1'), ada, groups, 'now')).toMatchObject({
    listed: 'member',
    slack: 'unknown',
  });
  expect(await people.members(groups)).toEqual([{ id: 'ada', name: 'ada', accounts: [] }]);
});

it('names the accounts of those whom it found in a user group, also of who is listed besides', async () => {
  const ada = person('ada', { emails: ['ada@example.com'] });
  const people = peopleOf([ada], [user('U1', { email: 'ada@example.com' }), user('U2')]);
  expect(await people.members(groups)).toEqual([
    { id: 'ada', name: 'ada', accounts: [account('U1', 'E1')] },
    { id: 'slack:E1:U2', name: 'U2', accounts: [account('U2', 'E1')] },
  ]);
});

it('names only those who may decide', async () => {
  const people = peopleOf([], [user('U1'), user('U2', { guest: true }), user('U3', { bot: true })]);
  expect((await people.members(groups)).map(({ id }) => id)).toEqual(['slack:E1:U1']);
});

it('two people with one account or one address are a fault of the configuration', () => {
  const accounts = [account('U1')];
  expect(() => peopleOf([person('a', { accounts }), person('b', { accounts })], [])).toThrow(
    'both claim',
  );
  const emails = ['x@example.com'];
  expect(() => peopleOf([person('a', { emails }), person('b', { emails })], [])).toThrow(
    'both claim',
  );
});

const everyone = { name: 'all', people: ['ada'], slackUserGroups: ['S1'] };

it('those to be written to have the accounts that are known of them', async () => {
  const ada = person('ada', { accounts: [account('U1')] });
  const people = peopleOf([ada], [user('U2'), user('U3')]);
  const found = await people.addressees([everyone], 3);
  expect(found?.map(({ id, accounts }) => [id, accounts?.map((one) => one.user)])).toEqual([
    ['ada', ['U1']],
    ['slack:E1:U2', ['U2']],
    ['slack:E1:U3', ['U3']],
  ]);
});

it('more than are to be written to are nobody, and none of them is looked up', async () => {
  const users = Array.from({ length: 500 }, (_, at) => user(`U${at}`));
  expect(await peopleOf([], users).addressees([everyone], 20)).toBeNull();
});

it('those of a group that can’t be read are not nobody', async () => {
  await expect(peopleOf([], [], true).addressees([everyone], 20)).rejects.toThrow('away');
});
