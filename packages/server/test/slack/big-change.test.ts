import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, textOf, type Desk } from './desk.ts';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n} \u202e of the change`);
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines.join('\n')}\n`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

function actionsOf(blocks: readonly { [key: string]: unknown }[]): string[] {
  const elements = blocks.find(({ type }) => type === 'actions')?.['elements'];
  return ((elements ?? []) as { action_id: string }[]).map(({ action_id }) => action_id);
}

async function reviewing(desk: Desk) {
  const id = await desk.asked(big);
  await desk.press(id, 'U0ADA', 'review');
  const view = desk.double.views('U0ADA').at(-1);
  if (view === undefined) throw new Error('No form opened.');
  return { id, view };
}

it('a change that the card cannot hold is a file in its thread, with nothing hidden in it', async () => {
  const desk = await aDesk();
  const id = await desk.asked(big);
  const { message } = await desk.cardOf(id);
  const [file] = desk.double.files();
  const text = Buffer.from(file?.content ?? []).toString('utf8');
  expect(text).toContain('+line 399 \\u{202E} of the change');
  expect(text).not.toContain('\u202e');
  const thread = desk.double
    .messages('C0RELEASES')
    .filter(({ thread_ts }) => thread_ts === message);
  expect(thread.some(({ files }) => files !== undefined)).toBe(true);
});

it('such a change cannot be approved from the card, only reviewed or rejected', async () => {
  const desk = await aDesk();
  const id = await desk.asked(big);
  const card = await desk.shown(id);
  expect(actionsOf(card.blocks)).toEqual(['review', 'reject']);
  expect(textOf(card.blocks)).toContain('The whole change is a file in this thread.');
  expect(textOf(card.blocks)).toMatch(/Not shown here: \d+ of 403 diff lines/);
});

it('the form wants a tick before it approves', async () => {
  const desk = await aDesk();
  const { id, view } = await reviewing(desk);
  expect(view).toMatchObject({ callback_id: 'review', submit: { text: 'Approve' } });
  const unticked = await desk.double.submitView({ user: 'U0ADA', values: {}, force: true });
  expect(unticked.body).toMatchObject({ response_action: 'errors' });
  expect(await desk.statusOf(id)).toBe('pending');

  await desk.double.submitView({ user: 'U0ADA', values: { read: { tick: ['read'] } } });
  expect(await desk.statusOf(id)).toBe('approved');
});

it('such a change cannot be approved while its file is not there', async () => {
  const desk = await aDesk();
  const method = 'files.getUploadURLExternal';
  desk.double.fail({ method, times: 100, with: { kind: 'error', error: 'internal_error' } });
  const { id, view } = await reviewing(desk);
  expect(textOf(view.blocks)).toContain('the whole change has not reached this channel yet');
  expect(textOf((await desk.shown(id)).blocks)).toContain('is being attached to this thread');
  const { control, channel, message } = await desk.cardOf(id);
  await desk.double.click({
    user: 'U0ADA',
    channel,
    ts: message,
    actionId: 'approve',
    value: control,
    force: true,
  });
  expect(await desk.statusOf(id)).toBe('pending');
});
