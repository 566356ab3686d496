import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, textOf } from './desk.ts';

it('a click on Approve decides, and every trace of it shows who did', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  expect(textOf(await desk.shown(id))).toContain('Approval needed: deploy payments-api');
  expect(buttonsOf(await desk.shown(id))).toEqual(['Approve', 'Reject…', 'Reject']);

  const delivery = await desk.press(id, ADA);
  expect(delivery).toMatchObject({ ok: true, status: 200, body: { statusCode: 200 } });
  expect(await desk.statusOf(id)).toBe('approved');
  expect(textOf(await desk.shown(id, ADA))).toContain('Approved by Ada Lovelace');

  await desk.deliverAll();
  const card = await desk.shown(id);
  expect(textOf(card)).toContain('Approved by Ada Lovelace');
  expect(buttonsOf(card)).toEqual([]);
  expect(await desk.threadOf(id)).toEqual([expect.stringContaining('Ada Lovelace approved')]);
});
