import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, buttonsOf, CHANNEL, textOf } from './desk.ts';

const other = { action: 'deploy', resource: 'other', environment: 'staging' };
const diff = Array.from({ length: 500 }, (_, n) => `+line ${n}`).join('\n');
const big = { ...deployPayments, change: { diff } };

it.each(['approve', 'refresh'])(
  'a made-up %s of one card on the message of another changes neither',
  async (verb) => {
    const desk = await aTeamsDesk();
    const [one, two] = [await desk.asked(), await desk.asked(other)];
    const { id: card, control } = await desk.cardOf(one);
    const { message } = await desk.cardOf(two);
    const data = { countersign: { verb, card, control, stage: 0 } };
    await desk.double.click({
      person: ADA,
      conversation: CHANNEL,
      message,
      verb: 'approve',
      data,
      force: true,
    });
    await desk.deliverAll();
    for (const id of [one, two]) {
      expect(await desk.statusOf(id)).toBe('pending');
      expect(buttonsOf(await desk.shown(id))).toContain('Approve');
    }
  },
);

it('nor does one on a message of the thread, which may hold what is approved', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked(big);
  const { id: card, control, message } = await desk.cardOf(id);
  const before = await desk.threadOf(id);
  const [, part] = desk.double.thread(CHANNEL, message);
  const data = { countersign: { verb: 'refresh', card, control, stage: 0 } };
  await desk.double.click({
    person: ADA,
    conversation: CHANNEL,
    message: part?.id ?? '',
    verb: 'refresh',
    data,
    force: true,
  });
  await desk.deliverAll();
  expect(await desk.threadOf(id)).toEqual(before);
  expect(textOf(await desk.shown(id))).not.toContain('decides nothing');
});

it('nor does one that leaves out its thread', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked(big);
  const before = await desk.threadOf(id);
  const [, part] = desk.double.thread(CHANNEL, (await desk.cardOf(id)).message);
  await desk.press(id, ADA, 'approve', {
    force: true,
    forge: { activity: { replyToId: part?.id ?? '', conversation: { id: CHANNEL } } },
  });
  await desk.deliverAll();
  expect(await desk.threadOf(id)).toEqual(before);
});

it.each(['approve', 'refresh'])(
  'nor does a %s from a chat with the bot, whatever message it says it is of',
  async (verb) => {
    const desk = await aTeamsDesk();
    const [one, two] = [await desk.asked(big), await desk.asked(other)];
    const { id: card, control, message } = await desk.cardOf(one);
    const [, part] = desk.double.thread(CHANNEL, message);
    const data = { countersign: { verb, card, control, stage: 0 } };
    const before = await desk.threadOf(one);
    for (const made of [part?.id ?? '', (await desk.cardOf(two)).message]) {
      await desk.double.click({
        person: ADA,
        conversation: desk.double.chat(ADA),
        message: made,
        verb: 'approve',
        data,
        force: true,
      });
      await desk.deliverAll();
    }
    expect(await desk.threadOf(one)).toEqual(before);
    for (const id of [one, two]) {
      expect(await desk.statusOf(id)).toBe('pending');
      expect(textOf(await desk.shown(id))).not.toContain('decides nothing');
    }
  },
);
