import type { Account, Membership, Standing } from '@countersign/core/people';
import { describe, expect, it } from 'vitest';
import { withSessions } from '../../src/identity/people/with-sessions.ts';
import type { People } from '../../src/ports/people.ts';

const ada = { platform: 'session' as const, team: 'https://login.example.com', user: 'ada' };

type Side = { account: Account; standing: Standing; membership?: Membership; also?: string[] }[];

/** Ada, with these accounts on each platform that is in use. */
function aPerson(...sides: Side[]) {
  const all = sides.flat();
  const of = ({ user }: Account) => all.find(({ account }) => account.user === user);
  const chats = {
    resolve: async (account: Account) => {
      const { standing = 'unknown', also = [] } = of(account) ?? {};
      return { person: { id: 'ada', name: 'Ada in chat', also }, standing };
    },
    memberships: async (account: Account) => ({ g: of(account)?.membership ?? 'not_member' }),
  } as unknown as People<Account>;
  const listed = sides.map((side) => [{ id: 'ada', accounts: side.map(({ account }) => account) }]);
  const people = [{ id: 'ada', name: 'Ada', email: 'Ada@example.com' }];
  return withSessions(chats, { people, listed });
}

const slack = (user: string, standing: Standing, membership?: Membership) => ({
  account: { platform: 'slack' as const, team: 'T1', user },
  standing,
  ...(membership ? { membership } : {}),
});

const standingOf = async (...sides: Side[]) => (await aPerson(...sides).resolve(ada)).standing;

describe('somebody who has signed in', () => {
  it.each<[Standing, Side[]]>([
    ['ok', []],
    ['unrecognised', [[]]],
    ['unrecognised', [[slack('U1', 'ok')], []]],
    ['ok', [[slack('U1', 'ok')]]],
    ['ok', [[slack('U1', 'ok')], [slack('E1', 'guest')]]],
    ['guest', [[slack('U1', 'guest')]]],
    ['external', [[slack('U1', 'external'), slack('U2', 'guest')]]],
    ['unrecognised', [[slack('U1', 'external')]]],
    ['unrecognised', [[slack('U1', 'ok')], [slack('E1', 'external')]]],
    ['deactivated', [[slack('U1', 'ok')], [slack('E1', 'deactivated')]]],
    ['bot', [[slack('U1', 'ok'), slack('U2', 'bot')]]],
    ['unknown', [[slack('U1', 'ok')], [slack('E1', 'unknown')]]],
  ])('is %s with %j', async (standing, sides) => {
    expect(await standingOf(...sides)).toBe(standing);
  });

  it('is nobody where the configuration does not name them', async () => {
    const people = aPerson();
    expect(await people.resolve({ ...ada, user: 'mallory' })).toEqual({
      person: { id: 'mallory', name: 'mallory' },
      standing: 'unknown',
    });
  });

  it('has the name that the configuration gives, and all by which they are known in chat', async () => {
    const one = { ...slack('U1', 'ok'), also: ['mail:ada@work.example'] };
    expect((await aPerson([one]).resolve(ada)).person).toEqual({
      id: 'ada',
      name: 'Ada',
      also: ['mail:ada@example.com', 'mail:ada@work.example'],
    });
  });
});

describe('their groups', () => {
  const group = { name: 'g', people: [] as string[], slackUserGroups: ['S1'] };
  const person = { id: 'ada', name: 'Ada' };
  const membershipOf = async (sides: Side[], people: string[] = []) =>
    (await aPerson(...sides).memberships(ada, person, [{ ...group, people }], 'now'))['g'];

  it.each<[Membership, Side[]]>([
    ['not_member', []],
    ['member', [[slack('U1', 'ok', 'member')]]],
    ['member', [[slack('U1', 'ok', 'unknown'), slack('U2', 'ok', 'member')]]],
    ['unknown', [[slack('U1', 'ok', 'unknown'), slack('U2', 'ok')]]],
    ['not_member', [[slack('U1', 'ok')], [slack('E1', 'guest', 'member')]]],
    ['not_member', [[slack('U1', 'external', 'member')]]],
  ])('%s with %j', async (membership, sides) => {
    expect(await membershipOf(sides)).toBe(membership);
  });

  it('are those that name them, too', async () => {
    expect(await membershipOf([], ['ada'])).toBe('member');
    expect(await membershipOf([], ['grace'])).toBe('not_member');
  });
});
