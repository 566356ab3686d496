import { expect, it } from 'vitest';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { caller } from '../support/world.ts';
import { aTeamsDesk, ADA, buttonsOf, textOf } from './desk.ts';

it('an expired card has no buttons for anybody, and says so', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  desk.pass(3_600_001);
  await tickRequests(desk.ctx);
  await desk.deliverAll();
  const card = await desk.shown(id);
  expect(textOf(card)).toContain('Expired: not enough people approved in time');
  expect(buttonsOf(card)).toEqual([]);
  expect((await desk.threadOf(id)).join()).toContain('It expired at');
});

it('so has one that the bot took back, and a click on the old one shows it', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await withdrawRequest(desk.ctx, caller, id);
  // The edit is not there yet: this person still sees the buttons.
  const answer = await desk.press(id, ADA);
  expect(textOf((answer.body as { value: unknown }).value)).toContain('Withdrawn by CI deploy');
  await desk.deliverAll();
  expect(textOf(await desk.shown(id))).toContain('Withdrawn by CI deploy');
  expect(buttonsOf(await desk.shown(id))).toEqual([]);
});
