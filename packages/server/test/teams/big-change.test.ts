import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, buttonsOf, CHANNEL, textOf, type Desk } from './desk.ts';

const lines = Array.from({ length: 2_000 }, (_, n) => `+line ${n} \u202e of the change`);
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,2000 @@\n${lines.join('\n')}\n`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

/** Its parts keep to Teams' pace, so that it takes some seconds until all are there. */
async function askedWhole(desk: Desk): Promise<string> {
  const id = await desk.asked(big);
  for (let turn = 0; turn < 10; turn += 1) {
    desk.pass(5_000);
    await desk.deliverAll();
  }
  return id;
}

it('a change that the card cannot hold is in its thread, in parts, with nothing hidden in it', async () => {
  const desk = await aTeamsDesk();
  const id = await askedWhole(desk);
  const thread = await desk.threadOf(id);
  expect(thread.length).toBeGreaterThan(1);
  expect(thread[0]).toContain(`part 1 of ${thread.length}`);
  const text = thread.join('\n');
  for (const n of [0, 1_000, 1_999]) expect(text).toContain(`+line ${n} \\u{202E} of the change`);
  expect(text).not.toContain('\u202e');
  for (const message of desk.double.messages(CHANNEL)) {
    expect(Buffer.byteLength(JSON.stringify(message.attachments), 'utf16le')).toBeLessThan(80_000);
  }
});

it('such a change is approved through a form, with a tick', async () => {
  const desk = await aTeamsDesk();
  const id = await askedWhole(desk);
  const card = await desk.shown(id);
  expect(buttonsOf(card)).toEqual(['Review…', 'Approve', 'Reject…', 'Reject']);
  expect(textOf(card)).toContain('The whole change is in this thread.');
  expect(textOf(card)).toMatch(/Not shown here: \d+ of 2003 diff lines/);

  const unticked = await desk.press(id, ADA, 'approve', { inputs: { read: 'false' } });
  expect(textOf((unticked.body as { value: unknown }).value)).toContain(
    'read the whole change first',
  );
  expect(await desk.statusOf(id)).toBe('pending');
  await desk.press(id, ADA, 'approve', { inputs: { read: 'true' } });
  expect(await desk.statusOf(id)).toBe('approved');
});

it('while its thread lacks it nobody approves it, and never by a command', async () => {
  const desk = await aTeamsDesk();
  desk.double.fail({
    operation: 'sendToConversation',
    times: 99,
    with: { kind: 'http', status: 500 },
  });
  const id = await desk.asked(big);
  expect(textOf(await desk.shown(id))).toContain('is being attached to this thread');
  await desk.press(id, ADA, 'approve', { inputs: { read: 'true' } });
  expect(await desk.refusalsOf(id)).toEqual(['change_not_shown']);
  desk.double.clearFaults();
  desk.pass(60_000);
  await desk.deliverAll();
  await desk.double.say({ person: ADA, text: `approve ${id}` });
  expect(await desk.refusalsOf(id)).toEqual(['change_not_shown', 'review_required']);
  expect(desk.chatOf(ADA).at(-1)).toContain('use Review');
});

it('an upload that breaks off goes on where it was', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.submit(big);
  desk.double.fail({ operation: 'sendToConversation', times: 1, with: { kind: 'slow', ms: 0 } });
  desk.double.fail({
    operation: 'sendToConversation',
    times: 1,
    with: { kind: 'http', status: 503 },
  });
  await desk.deliverAll();
  for (let turn = 0; turn < 10; turn += 1) {
    desk.pass(5_000);
    await desk.deliverAll();
  }
  const parts = (await desk.threadOf(id)).map((text) => /part (\d+) of/.exec(text)?.[1]);
  expect(parts).toEqual(parts.map((_, n) => String(n + 1)));
});

it('a change that would take a hundred messages is not posted, and says why', async () => {
  const desk = await aTeamsDesk();
  const huge = { ...big, change: { ...big.change, diff: '+\u202e\n'.repeat(300_000) } };
  const id = await desk.asked(huge);
  expect(await desk.threadOf(id)).toEqual([]);
  expect(await desk.store.deliveries.counts()).toMatchObject({ dead: 1 });
  await desk.press(id, ADA, 'approve', { inputs: { read: 'true' } });
  expect(await desk.refusalsOf(id)).toEqual(['change_not_shown']);
});
