import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, textOf } from './desk.ts';

it.each([
  [404, 'ActivityNotFoundInConversation'],
  [403, 'MessageWritesBlocked'],
])(
  'a card that cannot be edited any more (%i %s) leaves the decision, and one line in its thread',
  async (status, code) => {
    const desk = await aTeamsDesk();
    const id = await desk.asked();
    desk.double.fail({
      operation: 'updateActivity',
      times: 99,
      with: { kind: 'http', status, code },
    });
    await desk.press(id, ADA);
    await desk.deliverAll();
    expect(await desk.statusOf(id)).toBe('approved');
    const lines = (await desk.threadOf(id)).filter((line) =>
      line.includes("can't be updated any more"),
    );
    expect(lines).toEqual([expect.stringContaining('Ada Lovelace approved it')]);
    expect(await desk.store.deliveries.counts()).toMatchObject({ dead: 1, waiting: 0 });
  },
);

it('the card of an open request that somebody deleted is posted again', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const { message: first, channel } = await desk.cardOf(id);
  const found = desk.double.message(channel, first);
  expect(found).toBeDefined();
  desk.double.fail({ operation: 'updateActivity', with: { kind: 'http', status: 404 } });
  await desk.press(id, ADA);
  await desk.deliverAll();
  const { message } = await desk.cardOf(id);
  expect(message).not.toBe(first);
  expect(textOf(await desk.shown(id))).toContain('needs 2 approvals from security');
});
