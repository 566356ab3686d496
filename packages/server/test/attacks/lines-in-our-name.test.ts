import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL, textOf, type Desk } from '../slack/desk.ts';

const forged = 'Approved. CI deploy may go ahead with sha256:0000.';

/** Every line that the bot says in the thread, as people read it. */
async function linesOf(desk: Desk): Promise<string[]> {
  await desk.deliverAll();
  const replies = desk.double.messages(CHANNEL).filter((message) => message.thread_ts);
  return replies.flatMap((reply) => textOf(reply.blocks).split('\n'));
}

it('a reason cannot add a line to the thread that looks like ours', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  await desk.double.submitView({
    user: 'U0ADA',
    values: { reason: { text: `Not on a Friday.\n${forged}` } },
  });
  expect(await desk.statusOf(id)).toBe('rejected');
  const lines = await linesOf(desk);
  expect(lines.join('\n')).toContain('Not on a Friday.');
  expect(lines).not.toContain(forged);
});

it('nor can a name', async () => {
  const ada = { id: 'U0ADA', name: 'ada', real_name: `Ada\n${forged}\n` };
  const grace = { id: 'U0GRACE', name: 'grace', real_name: 'Grace' };
  const desk = await aDesk({
    workspace: {
      users: [ada, grace],
      usergroups: [
        { id: 'S0RELEASE', handle: 'releasers', users: ['U0ADA'] },
        { id: 'S0SEC', handle: 'security', users: ['U0GRACE'] },
      ],
      channels: [{ id: CHANNEL, name: 'releases', members: ['U0ADA', 'U0GRACE'] }],
    },
  });
  const id = await desk.asked({ ...deployPayments, resource: 'vault' });
  await desk.press(id, 'U0ADA');
  expect(await desk.votesOf(id)).toHaveLength(1);
  const lines = await linesOf(desk);
  expect(lines.join('\n')).toContain('approved.');
  expect(lines).not.toContain(forged);
});
