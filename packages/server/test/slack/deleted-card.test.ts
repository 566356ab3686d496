import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, type Desk } from './desk.ts';

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
