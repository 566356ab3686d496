import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, EMMY, textOf } from './desk.ts';

const hostile = 'Ada \u202edeppots\u200b {{DATE(2026-01-01T00:00:00Z, SHORT)}}';
const raw = /[\u202e\u200b]|\{\{DATE\(2026-01-01/u;

/** A desk where somebody who may decide has chosen such a name. */
async function aHostileDesk() {
  const desk = await aTeamsDesk();
  desk.double.seed({ people: [{ aadObjectId: ADA, name: hostile, mail: 'ada@example.com' }] });
  return { ...desk, id: await desk.asked() };
}

it('the name of who can decide is inert in what a refusal says on the card', async () => {
  const desk = await aHostileDesk();
  await desk.press(desk.id, EMMY);
  const seen = textOf(await desk.shown(desk.id, EMMY));
  expect(seen).toContain('can.');
  expect(seen).not.toMatch(raw);
});

it('and in what it says where no card can be drawn', async () => {
  const desk = await aTeamsDesk({
    useCases: (real) => ({ ...real, viewCard: async () => Promise.reject(new Error('no')) }),
  });
  desk.double.seed({ people: [{ aadObjectId: ADA, name: hostile, mail: 'ada@example.com' }] });
  const id = await desk.asked();
  await desk.press(id, EMMY);
  const [notice] = desk.double.notices(EMMY);
  expect(notice?.text).toContain('can.');
  expect(notice?.text).not.toMatch(raw);
});

it('and in the chat with the bot', async () => {
  const desk = await aHostileDesk();
  await desk.double.say({ person: EMMY, text: `approve ${desk.id}` });
  expect(desk.chatOf(EMMY).join()).toContain('can.');
  expect(desk.chatOf(EMMY).join()).not.toMatch(raw);
});
