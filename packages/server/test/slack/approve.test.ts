import { expect, it } from 'vitest';
import { aDesk, CHANNEL, textOf } from './desk.ts';

it('a click on Approve decides, and every trace of it shows who did', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  expect(textOf((await desk.shown(id)).blocks)).toContain('Approval needed: deploy payments-api');

  const delivery = await desk.press(id, 'U0ADA');
  expect(delivery).toMatchObject({ ok: true, status: 200, body: undefined });
  expect(await desk.statusOf(id)).toBe('approved');

  await desk.deliverAll();
  const card = await desk.shown(id);
  expect(textOf(card.blocks)).toContain('Approved by Ada Lovelace');
  expect(card.blocks.map(({ type }) => type)).not.toContain('actions');
  expect(desk.double.messages(CHANNEL).length).toBeGreaterThan(1);
  expect(card.text).toContain('Approved by Ada Lovelace');
});

it('a card that is drawn again has new block ids', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  const card = await desk.shown(id);
  const before = new Set(card.revisions.flatMap(({ blocks }) => blocks.map((b) => b.block_id)));
  expect(card.blocks.filter(({ block_id }) => before.has(block_id))).toEqual([]);
});
