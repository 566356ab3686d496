import { expect, it } from 'vitest';
import { startDouble } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

it('tells members, guests, strangers and the deactivated apart', async () => {
  const client = clientOf(await startDouble());
  const info = async (user: string) => (await client.users.info({ user })).user;
  expect(await info('U1ADA')).toMatchObject({
    is_bot: false,
    is_restricted: false,
    deleted: false,
    team_id: 'T0EMULATED',
    is_email_confirmed: true,
    profile: { email: 'ada@example.com' },
  });
  expect(await info('U3GUEST')).toMatchObject({ is_restricted: true });
  expect(await info('U4OTHER')).toMatchObject({ is_stranger: true, team_id: 'T0OTHER' });
  expect(await info('U5GONE')).toMatchObject({ deleted: true });
});

it('keeps emails for those with the scope', async () => {
  const double = await startDouble({ scopes: ['users:read'] });
  const { user } = await clientOf(double).users.info({ user: 'U1ADA' });
  expect(user?.profile).not.toHaveProperty('email');
  const args = { email: 'ada@example.com' };
  expect((await call(double, 'users.lookupByEmail', args)).answer).toMatchObject({
    error: 'missing_scope',
  });
});

it('finds people by email, and no one who is gone', async () => {
  const client = clientOf(await startDouble());
  const { user } = await client.users.lookupByEmail({ email: 'ADA@example.com' });
  expect(user?.id).toBe('U1ADA');
  const nobody = client.users.lookupByEmail({ email: 'x@example.com' });
  await expect(nobody).rejects.toMatchObject({ data: { error: 'users_not_found' } });
});

it('lists a group as it is at the time', async () => {
  const double = await startDouble();
  const client = clientOf(double);
  const members = async () => (await client.usergroups.users.list({ usergroup: 'S1OPS' })).users;
  expect(await members()).toEqual(['U1ADA']);
  double.workspace.usergroups.get('S1OPS')?.users.push('U2BOB');
  expect(await members()).toEqual(['U1ADA', 'U2BOB']);
  const none = client.usergroups.users.list({ usergroup: 'S9' });
  await expect(none).rejects.toMatchObject({ data: { error: 'no_such_subteam' } });
});

it('tells a token of a whole organisation about user groups only by their workspace', async () => {
  const double = await startDouble({
    workspace: {
      enterprise: { id: 'E1ORG', orgInstall: true },
      users: [{ id: 'U1ADA' }],
      usergroups: [{ id: 'S1OPS', users: ['U1ADA'] }],
    },
  });
  const { usergroups } = clientOf(double);
  const unnamed = usergroups.users.list({ usergroup: 'S1OPS' });
  await expect(unnamed).rejects.toMatchObject({ data: { error: 'missing_argument' } });
  const team_id = double.workspace.team.id;
  expect((await usergroups.users.list({ usergroup: 'S1OPS', team_id })).users).toEqual(['U1ADA']);
});

it('takes more people at any time, and hears them talk', async () => {
  const double = await startDouble();
  double.seed({ users: [{ id: 'U6NEW', name: 'nia' }] });
  expect((await clientOf(double).users.info({ user: 'U6NEW' })).user?.name).toBe('nia');
  const { ts } = double.post({ user: 'U6NEW', channel: 'C1OPS', text: 'why?' });
  double.post({ user: 'U1ADA', channel: 'C1OPS', text: 'because', threadTs: ts });
  expect(double.messages('C1OPS')).toMatchObject([{ text: 'why?', reply_count: 1 }, {}]);
  expect(() => double.post({ user: 'U3GUEST', channel: 'C1OPS', text: 'x' })).toThrow(/can't see/);
});

it('pages through channel members and users', async () => {
  const client = clientOf(await startDouble());
  const members: string[] = [];
  for await (const page of client.paginate('conversations.members', {
    channel: 'C1OPS',
    limit: 2,
  })) {
    members.push(...((page as { members?: string[] }).members ?? []));
  }
  expect(members).toEqual(['U0COUNTERSN', 'U1ADA', 'U2BOB', 'U4OTHER']);
});

it('describes channels, and hides private ones without the bot', async () => {
  const client = clientOf(await startDouble());
  const { channel } = await client.conversations.info({ channel: 'C1OPS' });
  expect(channel).toMatchObject({ is_private: false, is_member: true, is_ext_shared: true });
  const secret = client.conversations.info({ channel: 'G4SECRET' });
  await expect(secret).rejects.toMatchObject({ data: { error: 'channel_not_found' } });
});
