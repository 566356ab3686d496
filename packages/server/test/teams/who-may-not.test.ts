import { expect, it } from 'vitest';
import { aTeamsDesk, buttonsOf, EMMY, GONE, GUEST, OLGA, STRANGER, textOf } from './desk.ts';

it.each([
  ['somebody outside the groups', EMMY, 'not_eligible', 'is for releasers'],
  ['a guest', GUEST, 'voter_guest', 'guests cannot decide'],
  ['somebody whose account is disabled', GONE, 'voter_deactivated', 'deactivated'],
  ['somebody of another tenant', STRANGER, 'voter_external', 'another organisation'],
  ['the person behind the bot', OLGA, 'own_request', 'nobody decides their own request'],
])('%s cannot decide, is told so privately, and it is on record', async (_, user, code, words) => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const answer = await desk.press(id, user, 'approve', { force: true });
  expect(answer).toMatchObject({ status: 200, body: { statusCode: 200 } });
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.votesOf(id)).toEqual([]);
  expect(await desk.refusalsOf(id)).toEqual([code]);

  const { value } = answer.body as { value: unknown };
  expect(textOf(value)).toContain(words);
  expect(buttonsOf(value)).toEqual([]);
  // Everyone else still has the buttons, and sees nothing of it.
  await desk.deliverAll();
  expect(buttonsOf(await desk.shown(id))).toContain('Approve');
  expect(textOf(await desk.shown(id))).not.toContain(words);
});
