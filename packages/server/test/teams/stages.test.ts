import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, buttonsOf, CHANNEL, GRACE, LISE, textOf } from './desk.ts';

const vault = { action: 'deploy', resource: 'vault', environment: 'production' };

it('partial approvals show on the card, stage by stage', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked(vault);
  await desk.press(id, ADA);
  await desk.deliverAll();
  expect(textOf(await desk.shown(id))).toContain('approved by Ada Lovelace');
  expect(textOf(await desk.shown(id))).toContain('needs 2 approvals from security');
  await desk.press(id, GRACE);
  await desk.deliverAll();
  expect(textOf(await desk.shown(id))).toContain('1 of 2 approvals (Grace Hopper)');
  await desk.press(id, LISE);
  expect(await desk.statusOf(id)).toBe('approved');
});

it('a button of an earlier stage decides nothing, and its answer is the current card', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked(vault);
  const { message, control, id: card } = await desk.cardOf(id);
  await desk.press(id, ADA);
  await desk.deliverAll();
  const answer = await desk.double.click({
    person: GRACE,
    conversation: CHANNEL,
    message,
    verb: 'approve',
    data: { countersign: { verb: 'approve', card, control, stage: 0 } },
    force: true,
  });
  expect(await desk.votesOf(id)).toHaveLength(1);
  expect(await desk.refusalsOf(id)).toEqual(['stale_card']);
  const { value } = answer.body as { value: unknown };
  expect(textOf(value)).toContain('this card is out of date');
  expect(textOf(value)).toContain('needs 2 approvals from security');
  expect(buttonsOf(value)).toContain('Approve');
});

it('who has approved a stage sees that, and may only change their mind', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked(vault);
  await desk.press(id, ADA);
  await desk.deliverAll();
  await desk.press(id, GRACE);
  expect(textOf(await desk.shown(id, GRACE))).toContain('You approved this');
  // The second one is in its form.
  expect(buttonsOf(await desk.shown(id, GRACE))).toEqual(['Reject…', 'Reject']);
  await desk.deliverAll();
  const { channel, message } = await desk.cardOf(id);
  await desk.double.refresh({ person: GRACE, conversation: channel, message });
  expect(textOf(await desk.shown(id, GRACE))).toContain('You approved this');
});
