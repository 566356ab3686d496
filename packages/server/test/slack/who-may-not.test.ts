import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, textOf } from './desk.ts';

it.each([
  ['somebody outside the groups', 'U0BYSTANDER', 'not_eligible'],
  ['a guest', 'U0GUEST', 'voter_guest'],
  ['a guest of one channel', 'U0SINGLE', 'voter_guest'],
  ['a bot', 'U0BOT', 'voter_bot'],
  ['somebody deactivated', 'U0GONE', 'voter_deactivated'],
  ['a stranger', 'U0STRANGER', 'voter_external'],
  ['a member of another team', 'U0OTHERTEAM', 'voter_external'],
  ['the person behind the bot', 'U0OLGA', 'own_request'],
])('%s cannot decide, is told so privately, and it is on record', async (_, user, code) => {
  const desk = await aDesk();
  const id = await desk.asked();
  expect(await desk.press(id, user, 'approve', true)).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.votesOf(id)).toEqual([]);
  expect(await desk.refusalsOf(id)).toEqual([code]);

  await desk.deliverAll();
  expect(desk.notesFor(user)).toMatchObject([{ channel: CHANNEL }]);
  expect(textOf(desk.notesFor(user)[0]?.blocks)).toContain('Nothing was decided');
  expect(textOf((await desk.shown(id)).blocks)).toContain('Approval needed');
});

it('is told in the thread, where there is one already', async () => {
  const desk = await aDesk();
  const id = await desk.asked({ ...deployPayments, resource: 'vault' });
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  await desk.press(id, 'U0BYSTANDER');
  await desk.deliverAll();
  const { message } = await desk.cardOf(id);
  expect(desk.notesFor('U0BYSTANDER')).toMatchObject([{ thread_ts: message }]);
});

it.each([
  ['users.info', 'U0ADA'],
  ['usergroups.users.list', 'U0ADA'],
  ['conversations.info', 'U0ADA'],
])('a failed %s denies', async (method, user) => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.pass(120_000);
  desk.double.fail({ method, times: 10, with: { kind: 'error', error: 'internal_error' } });
  await desk.press(id, user);
  expect(await desk.refusalsOf(id)).toEqual(['lookup_failed']);

  desk.double.clearFaults();
  await desk.press(id, user);
  expect(await desk.statusOf(id)).toBe('approved');
});

it.each(['is_ext_shared', 'is_pending_ext_shared'] as const)(
  'a click in a channel that has become %s decides nothing',
  async (flag) => {
    const desk = await aDesk();
    const id = await desk.asked();
    const channel = desk.double.workspace.channels.get(CHANNEL);
    if (channel !== undefined) channel[flag] = true;
    await desk.double.event({ type: 'channel_shared', channel: CHANNEL, connected_team_id: 'T9' });
    await desk.press(id, 'U0ADA');
    expect(await desk.refusalsOf(id)).toEqual(['channel_shared_externally']);
  },
);

it('a person taken out of the group cannot decide any more, once Slack has said so', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const group = desk.double.workspace.usergroups.get('S0RELEASE');
  if (group !== undefined) group.users = group.users.filter((user) => user !== 'U0ADA');
  await desk.double.event({ type: 'subteam_members_changed', subteam_id: 'S0RELEASE' });
  await desk.press(id, 'U0ADA');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('a person deactivated since the card was posted cannot decide', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  const ada = desk.double.workspace.users.get('U0ADA');
  if (ada !== undefined) ada.deleted = true;
  desk.pass(6_000);
  await desk.press(id, 'U0ADA', 'approve', true);
  expect(await desk.refusalsOf(id)).toEqual(['voter_deactivated']);
});

it('an unconfirmed address makes nobody the person who owns it', async () => {
  const desk = await aDesk();
  const olga = desk.double.workspace.users.get('U0OLGA');
  if (olga !== undefined) Object.assign(olga, { is_email_confirmed: false });
  const { person } = await desk.ctx.people.resolve({
    platform: 'slack',
    team: 'T0EMULATED',
    user: 'U0OLGA',
  });
  expect(person.id).toBe('slack:T0EMULATED:U0OLGA');
});
