import { expect, it } from 'vitest';
import { aDesk, textOf } from './desk.ts';

it('of two approvers at once one decides, and the other one learns who did', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await Promise.all([desk.press(id, 'U0ADA'), desk.press(id, 'U0GRACE')]);
  const votes = await desk.votesOf(id);
  expect(votes).toHaveLength(1);
  expect(await desk.refusalsOf(id)).toEqual(['already_decided']);

  await desk.deliverAll();
  const winner = votes[0]?.person.name ?? '';
  const loser = votes[0]?.via.user === 'U0ADA' ? 'U0GRACE' : 'U0ADA';
  expect(textOf(desk.notesFor(loser)[0]?.blocks)).toContain(`${winner} approved it`);
  expect(textOf((await desk.shown(id)).blocks)).toContain(`Approved by ${winner}`);
});
