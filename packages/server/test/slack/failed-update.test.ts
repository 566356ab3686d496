import { expect, it } from 'vitest';
import { aDesk, CHANNEL, textOf } from './desk.ts';

it('a card that cannot be updated does not undo the decision, and is updated later', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.double.fail({ method: 'chat.update', times: 2, with: { kind: 'http', status: 500 } });
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  expect(await desk.statusOf(id)).toBe('approved');
  expect(textOf((await desk.shown(id)).blocks)).toContain('Approval needed');
  for (let turn = 0; turn < 3; turn += 1) {
    desk.pass(60_000);
    await desk.deliverAll();
  }
  expect(textOf((await desk.shown(id)).blocks)).toContain('Approved by Ada Lovelace');
});

it('a card that is gone leaves its decision in the thread', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA');
  const error = 'message_not_found';
  desk.double.fail({ method: 'chat.update', times: 9, with: { kind: 'error', error } });
  await desk.deliverAll();
  const { message } = await desk.cardOf(id);
  const thread = desk.double.messages(CHANNEL).filter(({ thread_ts }) => thread_ts === message);
  expect(thread.map(({ blocks }) => textOf(blocks)).join('\n')).toContain(
    'Ada Lovelace approved it',
  );
});
