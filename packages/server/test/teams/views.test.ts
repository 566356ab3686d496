import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, EMMY, GRACE, textOf } from './desk.ts';

it('each sees the card as fits them, without asking', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { channel, message } = await desk.cardOf(id);
  const at = { conversation: channel, message };
  await desk.double.refresh({ person: ADA, ...at });
  expect(buttonsOf(await desk.shown(id, ADA))).toContain('Approve');
  await desk.double.refresh({ person: EMMY, ...at, manual: true });
  expect(textOf(await desk.shown(id, EMMY))).toContain('You cannot decide this stage');
  expect(buttonsOf(await desk.shown(id, EMMY))).toEqual([]);
});

it('a refresh decides nothing, and leaves no trace', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { channel, message } = await desk.cardOf(id);
  for (const person of [ADA, GRACE, EMMY]) {
    await desk.double.refresh({ person, conversation: channel, message, manual: true });
  }
  expect(await desk.votesOf(id)).toEqual([]);
  expect(await desk.refusalsOf(id)).toEqual([]);
});

it('the clients of those who may decide refresh by themselves, and nobody else’s', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { channel, message } = await desk.cardOf(id);
  await expect(
    desk.double.refresh({ person: EMMY, conversation: channel, message }),
  ).rejects.toThrow('by itself');
  expect(
    await desk.double.refresh({ person: GRACE, conversation: channel, message }),
  ).toMatchObject({ ok: true });
});

it('a settled card refreshes for nobody', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.press(id, ADA);
  await desk.deliverAll();
  expect(await desk.shown(id)).not.toHaveProperty('refresh');
});
