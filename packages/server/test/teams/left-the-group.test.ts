import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, GRACE } from './desk.ts';

it('who has left the group since cannot complete a stage, though Graph knew otherwise a minute ago', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.double.refresh({ person: ADA, ...(await at(desk, id)), manual: true });
  for (const group of desk.double.directory.groups.values()) {
    group.members = group.members.filter((member) => member !== ADA);
  }
  desk.pass(6_000);
  await desk.press(id, ADA);
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
  await desk.press(id, GRACE);
  expect(await desk.statusOf(id)).toBe('approved');
});

it('an account that was disabled a moment ago decides nothing', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.double.refresh({ person: ADA, ...(await at(desk, id)), manual: true });
  const ada = desk.double.directory.people.get(ADA);
  if (ada) ada.accountEnabled = false;
  desk.pass(6_000);
  await desk.press(id, ADA, 'approve', { force: true });
  expect(await desk.refusalsOf(id)).toEqual(['voter_deactivated']);
});

async function at(desk: Awaited<ReturnType<typeof aTeamsDesk>>, id: string) {
  const { channel, message } = await desk.cardOf(id);
  return { conversation: channel, message };
}
