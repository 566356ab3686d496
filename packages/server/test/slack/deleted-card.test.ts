import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, BOT_TOKEN, CHANNEL, type Desk } from './desk.ts';

const vault = { ...deployPayments, resource: 'vault' };
const lines = Array.from({ length: 400 }, (_, n) => `+line ${n}\n`).join('');
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines}`;

const vanish = (desk: Desk, times: number) =>
  desk.double.fail({
    method: 'chat.update',
    times,
    with: { kind: 'error', error: 'message_not_found' },
  });
const cards = (desk: Desk) =>
  desk.double.messages(CHANNEL).filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts);

it('an open request whose card was deleted gets a new one, which can be decided on', async () => {
  const desk = await aDesk();
  const id = await desk.asked(vault);
  const before = await desk.cardOf(id);
  vanish(desk, 1);
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  const after = await desk.cardOf(id);
  expect(after.message).not.toBe(before.message);
  expect(cards(desk)).toHaveLength(2);

  // The buttons of the old message, should it still be anywhere, decide nothing.
  const left = { user: 'U0GRACE', channel: CHANNEL, ts: before.message, actionId: 'approve' };
  await desk.double.click({ ...left, value: before.control, force: true });
  expect(await desk.votesOf(id)).toHaveLength(1);

  await desk.press(id, 'U0GRACE');
  await desk.press(id, 'U0LISE');
  expect(await desk.statusOf(id)).toBe('approved');
});

it('the new card of a large change gets the whole of it into its own thread', async () => {
  const desk = await aDesk();
  const id = await desk.asked({ ...vault, change: { diff } });
  const tick = { read: { tick: ['read'] } };
  await desk.press(id, 'U0ADA', 'review');
  vanish(desk, 1);
  await desk.double.submitView({ user: 'U0ADA', values: tick });
  expect(await desk.votesOf(id)).toHaveLength(1);
  await desk.deliverAll();
  const { message, whole } = await desk.cardOf(id);
  expect(whole).toBe(true);
  const replies = desk.double.messages(CHANNEL).filter(({ thread_ts }) => thread_ts === message);
  expect(replies.some(({ files }) => files !== undefined)).toBe(true);

  await desk.press(id, 'U0GRACE', 'review');
  await desk.double.submitView({ user: 'U0GRACE', values: tick });
  expect(await desk.votesOf(id)).toHaveLength(2);
});

it('where no message can ever be updated, it is posted again once, not for ever', async () => {
  const desk = await aDesk();
  const id = await desk.asked({ ...vault, change: { diff } });
  vanish(desk, 1_000);
  await desk.press(id, 'U0ADA', 'review');
  await desk.double.submitView({ user: 'U0ADA', values: { read: { tick: ['read'] } } });
  for (let turn = 0; turn < 5; turn += 1) {
    await desk.deliverAll();
    desk.pass(60_000);
  }
  expect(cards(desk)).toHaveLength(2);
  expect(await desk.statusOf(id)).toBe('pending');
});

/** As an admin of the workspace can; Slack tells the app. */
async function deleteCard(desk: Desk, id: string): Promise<void> {
  const { channel, message } = await desk.cardOf(id);
  const answer = await fetch(`${desk.double.apiUrl}chat.delete`, {
    method: 'POST',
    headers: { authorization: `Bearer ${BOT_TOKEN}` },
    body: new URLSearchParams({ channel, ts: message }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  await expect.poll(async () => (await desk.store.deliveries.counts()).waiting).toBe(1);
  await desk.deliverAll();
}
const live = (desk: Desk) => cards(desk).filter(({ deleted }) => !deleted);

it('a card that is deleted is posted again at once, and can be decided on', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await deleteCard(desk, id);
  expect(live(desk).map(({ ts }) => ts)).toEqual([(await desk.cardOf(id)).message]);
  await desk.press(id, 'U0ADA');
  expect(await desk.statusOf(id)).toBe('approved');
});

it('who deletes it for ever is not fought: operators and the bot are told', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  for (let turn = 0; turn < 4; turn += 1) await deleteCard(desk, id);
  expect(live(desk)).toEqual([]);
  const [card] = (await desk.store.requests.get(id))?.cards ?? [];
  expect(card).toMatchObject({ message: null });
  expect(card?.unavailable).toContain('Somebody deletes this card');
  const [dead] = await desk.store.deliveries.dead({ limit: 9 });
  expect(dead?.error).toContain('3 times within a day');

  await desk.store.deliveries.revive(dead?.id ?? '', desk.ctx.now());
  await desk.deliverAll();
  expect(live(desk)).toHaveLength(1);
});

it('the card of a request that has ended stays deleted', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  await deleteCard(desk, id);
  expect(live(desk)).toEqual([]);
  expect(await desk.store.deliveries.counts()).toEqual({ waiting: 0, dead: 0 });
});

it('a message that is there is not posted again, whatever is said of it', async () => {
  const desk = await aDesk({ metadataEvents: false });
  const id = await desk.asked();
  const { id: card, message } = await desk.cardOf(id);
  const of = (app_id: string) => ({
    type: 'message_metadata_deleted',
    app_id,
    channel_id: CHANNEL,
    message_ts: message,
    previous_metadata: { event_type: 'countersign_card', event_payload: { card } },
  });
  await desk.double.event(of('A0ANOTHER'));
  expect((await desk.store.deliveries.counts()).waiting).toBe(0);
  await desk.double.event(of(desk.double.workspace.app.id));
  await desk.deliverAll();
  expect(live(desk).map(({ ts }) => ts)).toEqual([message]);
});
