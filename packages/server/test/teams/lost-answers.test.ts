import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, buttonsOf, CHANNEL, GRACE, textOf, type Desk } from './desk.ts';

/** Cards of the channel that still have buttons. */
function liveCards(desk: Desk): string[] {
  return desk.double
    .messages(CHANNEL)
    .filter(({ attachments }) => buttonsOf(attachments[0]?.content ?? {}).length > 0)
    .map(({ id }) => id);
}

async function lost() {
  const desk = await aTeamsDesk();
  desk.double.fail({ operation: 'createConversation', with: { kind: 'lost' } });
  const id = await desk.submit(deployPayments);
  await desk.deliverAll();
  return { desk, id };
}

it('a click on a card whose posting got no answer makes it the card', async () => {
  const { desk, id } = await lost();
  const [orphan = ''] = liveCards(desk);
  await desk.double.click({ person: ADA, conversation: CHANNEL, message: orphan, verb: 'approve' });
  expect(await desk.statusOf(id)).toBe('approved');
  desk.pass(60_000);
  await desk.deliverAll();
  expect((await desk.cardOf(id)).message).toBe(orphan);
  expect(
    desk.double
      .messages(CHANNEL)
      .filter(({ attachments, thread, id: own }) => attachments.length > 0 && thread === own),
  ).toHaveLength(1);
});

it('so does a client that refreshes it by itself, before anybody clicks', async () => {
  const { desk, id } = await lost();
  const [orphan = ''] = liveCards(desk);
  await desk.double.refresh({ person: GRACE, conversation: CHANNEL, message: orphan });
  desk.pass(60_000);
  await desk.deliverAll();
  expect(liveCards(desk)).toEqual([orphan]);
  expect((await desk.cardOf(id)).message).toBe(orphan);
});

it('where it was posted twice, the copy loses its buttons and points to the card', async () => {
  const { desk, id } = await lost();
  desk.pass(60_000);
  await desk.deliverAll();
  const [copy = '', live = ''] = liveCards(desk);
  expect((await desk.cardOf(id)).message).toBe(live);
  await desk.double.refresh({ person: GRACE, conversation: CHANNEL, message: copy });
  await desk.deliverAll();
  expect(liveCards(desk)).toEqual([live]);
  const old = desk.double.message(CHANNEL, copy);
  expect(textOf(old?.attachments)).toContain('decides nothing');
});
