import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, CHANNEL, PRIVATE, SHARED, TEAM } from './desk.ts';

it.each([
  ['BotNotInConversationRoster', 'add the app to its team'],
  ['BotDisabledByAdmin', 'Teams admin center'],
  ['MessageWritesBlocked', 'unblock the app'],
  ['ForbiddenOperationException', 'ask its admins'],
])('%s: the request stays open and the operator reads what to do', async (code, todo) => {
  const desk = await aTeamsDesk();
  desk.double.fail({ operation: 'createConversation', with: { kind: 'http', status: 403, code } });
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  expect(await desk.statusOf(id)).toBe('pending');
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain(todo);
  expect(desk.reportsOf('error')).toHaveLength(1);

  desk.pass(60_000);
  await desk.deliverAll();
  expect(await desk.cardOf(id)).toMatchObject({ unavailable: null });
});

it('a team that Countersign was not added to', async () => {
  const desk = await aTeamsDesk();
  const team = desk.double.directory.teams.get(TEAM);
  if (team) team.installed = false;
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain('add the app');
});

it('a credential that Entra does not take is said to be it', async () => {
  const desk = await aTeamsDesk({ config: { secret: 'another~secret' } });
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain('check teams.appId, its secret');
  expect(card?.unavailable).toContain('AADSTS7000215');
  expect(card?.unavailable).not.toContain('another~secret');
  expect(await desk.edge.check()).toMatchObject({
    ok: false,
    reason: expect.stringContaining('AADSTS'),
  });
});

it('nothing is posted where people of another organisation read along', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.submit({ action: 'share', resource: 'x', environment: 'y' });
  await desk.deliverAll();
  expect(desk.double.messages(SHARED)).toEqual([]);
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain('shared with another organisation');
});

it('a shared channel of our own people, and a private one with a guest, will do', async () => {
  const desk = await aTeamsDesk();
  const shared = desk.double.directory.channels.get(SHARED);
  if (shared) shared.members = shared.members.slice(0, 2);
  await desk.asked({ action: 'share', resource: 'x', environment: 'y' });
  await desk.asked({ action: 'whisper', resource: 'x', environment: 'y' });
  expect(desk.double.messages(SHARED)).toHaveLength(1);
  expect(desk.double.messages(PRIVATE)).toHaveLength(1);
});

it('nothing is posted while Teams does not say who reads along', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  desk.double.fail({ operation: 'getTeamChannels', times: 9, with: { kind: 'http', status: 500 } });
  desk.double.fail({ operation: 'getPagedMembers', times: 9, with: { kind: 'http', status: 500 } });
  await desk.submit(deployPayments);
  await desk.deliverAll();
  expect(desk.double.messages(CHANNEL).filter(({ via }) => via === 'bot')).toEqual([]);
});
