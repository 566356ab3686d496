import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, GRACE } from './desk.ts';

it.each([
  ['delivered twice', false],
  ['sent again under a new id', true],
])('a click %s is one decision, with the same answer', async (_, newId) => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const first = await desk.press(id, ADA);
  const again = await desk.double.redeliver(first, { newId });
  expect(again.body).toEqual(first.body);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('a click that is delivered again after its stage has passed has the same answer', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const first = await desk.press(id, GRACE);
  await desk.deliverAll();
  const again = await desk.double.redeliver(first);
  expect(again.body).toEqual(first.body);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('both deliveries of one click at once are one decision', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const [first] = await Promise.all([desk.press(id, ADA), desk.press(id, ADA)]);
  expect(first).toMatchObject({ ok: true });
  expect(await desk.votesOf(id)).toHaveLength(1);
});
