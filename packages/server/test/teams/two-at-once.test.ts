import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, GRACE, textOf } from './desk.ts';

it('of two approvers at once one decides, and the other one learns who did', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const answers = await Promise.all([desk.press(id, ADA), desk.press(id, GRACE)]);
  expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  const votes = await desk.votesOf(id);
  expect(votes).toHaveLength(1);
  expect(await desk.refusalsOf(id)).toEqual(['already_decided']);

  const winner = votes[0]?.person.name ?? '';
  const loser = votes[0]?.via.user === ADA ? GRACE : ADA;
  const seen = await desk.shown(id, loser);
  expect(textOf(seen)).toContain(`${winner} approved it`);
  expect(textOf(seen)).toContain(`Approved by ${winner}`);
  expect(buttonsOf(seen)).toEqual([]);
});
