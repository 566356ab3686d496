import { expect, it } from 'vitest';
import { submitRequest } from '../../src/app/submit-request.ts';
import { caller, deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, textOf, type Desk } from './desk.ts';

/** Cards of a channel that still have buttons. */
function liveCards(desk: Desk): string[] {
  return desk.double
    .messages(CHANNEL)
    .filter(({ blocks }) => blocks.some(({ type }) => type === 'actions'))
    .map(({ ts }) => ts);
}

/** Slack tells of its own accord only where a test does not say so. */
const untold = { metadataEvents: false };

/** Slack tells of a message's metadata. */
function told(desk: Desk, ts: string, more: object = {}) {
  const message = desk.double.messages(CHANNEL).find((posted) => posted.ts === ts);
  return desk.double.event({
    type: 'message_metadata_posted',
    app_id: desk.double.workspace.app.id,
    channel_id: CHANNEL,
    message_ts: ts,
    metadata: message?.metadata,
    ...more,
  });
}

it('a posting whose answer got lost is found again, and stays the only card', async () => {
  const desk = await aDesk(untold);
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  const [orphan = ''] = liveCards(desk);
  expect(await told(desk, orphan)).toMatchObject({ ok: true });
  desk.pass(60_000);
  await desk.deliverAll();
  expect(liveCards(desk)).toEqual([orphan]);
  expect((await desk.cardOf(id)).message).toBe(orphan);
});

it('a message that is heard of tells what it shows, and is not drawn again for nothing', async () => {
  const desk = await aDesk(untold);
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
  await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  const [orphan = ''] = liveCards(desk);
  await told(desk, orphan);
  desk.pass(60_000);
  await desk.deliverAll();
  expect(desk.double.messages(CHANNEL).find(({ ts }) => ts === orphan)?.edited).toBeUndefined();
});

it('Slack tells of every card by itself, and of an ordinary one that changes nothing', async () => {
  const desk = await aDesk();
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  await expect
    .poll(async () => (await desk.store.requests.get(id))?.cards[0]?.message)
    .toBeTypeOf('string');
  desk.pass(60_000);
  const other = await desk.asked({ ...deployPayments, resource: 'orders-api' });
  expect(liveCards(desk)).toEqual([
    (await desk.cardOf(id)).message,
    (await desk.cardOf(other)).message,
  ]);
});

it('where it was posted twice, the copy loses its buttons and points to the card', async () => {
  const desk = await aDesk(untold);
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  desk.pass(60_000);
  await desk.deliverAll();
  const [copy = '', live = ''] = liveCards(desk);
  expect((await desk.cardOf(id)).message).toBe(live);
  await told(desk, copy);
  await desk.deliverAll();
  expect(liveCards(desk)).toEqual([live]);
  const old = desk.double.messages(CHANNEL).find(({ ts }) => ts === copy);
  expect(textOf(old?.blocks)).toContain('decides nothing');
});

it.each([
  ['another app', { app_id: 'A0ANOTHER' }],
  ['another kind', { metadata: { event_type: 'other', event_payload: { card: 'card_1' } } }],
  ['another channel', { channel_id: 'C0OTHER' }],
])('metadata of %s moves no card', async (_, more) => {
  const desk = await aDesk(untold);
  desk.double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
  const { id } = await submitRequest(desk.ctx, caller, deployPayments);
  await desk.deliverAll();
  const [orphan = ''] = liveCards(desk);
  expect(await told(desk, orphan, more)).toMatchObject({ ok: true });
  expect((await desk.store.requests.get(id))?.cards[0]?.message).toBeNull();
});

it.each([
  ['a broken connection', { kind: 'lost' }, true],
  ['a server error', { kind: 'http', status: 503 }, true],
  ['an internal error', { kind: 'error', error: 'fatal_error' }, true],
] as const)('%s leaves it open whether Slack has posted', async (_, fault, ambiguous) => {
  const desk = await aDesk();
  desk.double.fail({ method: 'chat.postMessage', with: fault });
  const posting = desk.ctx.chats.get('slack')?.reply({ channel: CHANNEL, message: '1.1' }, 'x');
  await expect(posting).rejects.toMatchObject({ kind: 'retry', ambiguous });
});
