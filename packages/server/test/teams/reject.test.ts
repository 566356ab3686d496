import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, textOf } from './desk.ts';

it('a rejection wants a reason, which everyone reads', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.press(id, ADA, 'reject', { inputs: { reason: '  Not on a Friday.\n' } });
  expect(await desk.statusOf(id)).toBe('rejected');
  expect((await desk.votesOf(id))[0]?.comment).toBe('Not on a Friday.');

  await desk.deliverAll();
  const card = await desk.shown(id);
  expect(textOf(card)).toContain('Rejected by Ada Lovelace');
  expect(textOf(card)).toContain('Not on a Friday.');
  expect(buttonsOf(card)).toEqual([]);
  expect((await desk.threadOf(id)).join()).toContain('Reason: Not on a Friday.');
});

it.each(['', '   \n'])(
  'without a reason (%j) nothing is decided, and the person is told',
  async (reason) => {
    const desk = await aTeamsDesk();
    const id = await desk.asked();
    const answer = await desk.press(id, ADA, 'reject', { inputs: { reason }, force: true });
    expect(textOf((answer.body as { value: unknown }).value)).toContain('say why you reject it');
    expect(await desk.statusOf(id)).toBe('pending');
    expect(await desk.refusalsOf(id)).toEqual([]);
  },
);
