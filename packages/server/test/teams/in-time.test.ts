import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, textOf } from './desk.ts';

it.each([
  'graph.getUser',
  'graph.checkMemberGroups',
  'getTeamChannels',
  'getPagedMembers',
] as const)(
  'a click is answered while %s hangs, with words, and decides nothing by that',
  async (operation) => {
    // The deadline has come as soon as it is asked for.
    const desk = await aTeamsDesk({ after: async () => undefined });
    const id = await desk.asked();
    desk.pass(61_000);
    desk.double.fail({ operation, times: 9, with: { kind: 'hang' } });
    const answer = await desk.press(id, ADA);
    expect(answer).toMatchObject({
      ok: true,
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message' },
    });
    expect(desk.double.notices(ADA).at(-1)?.text).toContain('still');
    expect(await desk.statusOf(id)).toBe('pending');
  },
);

it('what comes of it shows on the card, and is told to the one who clicked', async () => {
  const desk = await aTeamsDesk({ after: async () => undefined });
  const id = await desk.asked();
  const { promise: until, resolve: release } = Promise.withResolvers<void>();
  desk.pass(61_000);
  desk.double.fail({ operation: 'graph.getUser', with: { kind: 'slow', until } });
  await desk.press(id, ADA);
  expect(await desk.statusOf(id)).toBe('pending');
  release();
  await desk.double.until(() => desk.chatOf(ADA).length > 0);
  expect(desk.chatOf(ADA)).toEqual(['Approved: every stage has its approvals.']);
  await desk.deliverAll();
  expect(textOf(await desk.shown(id))).toContain('Approved by Ada Lovelace');
});

it('an invoke that is none of ours is answered all the same', async () => {
  const desk = await aTeamsDesk();
  const answer = await desk.double.send({
    person: ADA,
    activity: { type: 'invoke', name: 'composeExtension/query', value: {} },
  });
  expect(answer).toMatchObject({
    status: 200,
    body: {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { message: expect.stringContaining('composeExtension') },
    },
  });
});
