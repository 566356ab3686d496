import { expect, it } from 'vitest';
import { submitRequest } from '../../src/app/submit-request.ts';
import { caller, deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL } from './desk.ts';

it.each([
  ['channel_not_found', '/invite @countersign'],
  ['not_in_channel', '/invite @countersign'],
  ['is_archived', 'unarchive it'],
  ['token_revoked', 'install the app again'],
  ['account_inactive', 'install the app again'],
  ['invalid_auth', 'install the app again'],
  ['missing_scope', 'add the scopes'],
])('%s: the request stays open and the operator reads what to do', async (error, todo) => {
  const desk = await aDesk();
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'error', error } });
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  expect(await desk.statusOf(id)).toBe('pending');
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain(todo);
  expect(desk.reports.filter(({ level }) => level === 'error')).toHaveLength(1);

  desk.pass(60_000);
  await desk.deliverAll();
  expect(await desk.cardOf(id)).toMatchObject({ unavailable: null });
});

it('a channel that Countersign was not invited to', async () => {
  const desk = await aDesk();
  const channel = desk.double.workspace.channels.get(CHANNEL);
  if (channel !== undefined) channel.is_member = false;
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card?.unavailable).toContain('/invite @countersign');
});

it.each(['is_ext_shared', 'is_pending_ext_shared'] as const)(
  'nothing is posted where others read along (%s)',
  async (flag) => {
    const desk = await aDesk();
    const channel = desk.double.workspace.channels.get(CHANNEL);
    if (channel !== undefined) channel[flag] = true;
    const { id } = await submitRequest(desk.ctx, caller, deployPayments);
    await desk.deliverAll();
    expect(desk.double.messages(CHANNEL)).toEqual([]);
    const [card] = (await desk.store.requests.get(id))?.cards ?? [];
    expect(card?.unavailable).toContain('shared with another organisation');
  },
);

it('nothing is posted while Slack does not say who reads along', async () => {
  const desk = await aDesk();
  desk.double.fail({ method: 'conversations.info', with: { kind: 'http', status: 500 } });
  await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  expect(desk.double.messages(CHANNEL)).toEqual([]);
});
