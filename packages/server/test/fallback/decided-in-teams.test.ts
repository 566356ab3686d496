import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, CHANNEL, EMMY } from '../teams/desk.ts';

const policy = `
version: 1
groups: { releasers: { entra: [da849743-4259-475f-ae7a-4f4b0fb49943] } }
rules:
  - name: deploys
    route: { teams: ['${CHANNEL}'], fallback: [ops] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
`;

/** A channel that Teams answers 403 for. */
async function forbidden(diff = deployPayments.change?.diff ?? '') {
  const desk = await aTeamsDesk({ policy });
  desk.double.fail({
    operation: 'createConversation',
    conversation: CHANNEL,
    times: 99,
    with: { kind: 'http', status: 403, code: 'BotNotInConversationRoster' },
  });
  const id = await desk.submit({ ...deployPayments, change: { diff } });
  await desk.deliverAll();
  return { desk, id, say: (person: string, text: string) => desk.double.say({ person, text }) };
}

it('403: the channel is marked, the operator told and the fallback used', async () => {
  const { desk, id } = await forbidden();
  expect((await desk.store.requests.get(id))?.cards).toMatchObject([
    { unavailable: expect.stringContaining('add the app to its team'), fallback: true },
  ]);
  expect(desk.reportsOf('error')).toHaveLength(1);
  expect(desk.reportsOf('warn').map(({ message }) => message)).toEqual([
    expect.stringContaining('told one way'),
  ]);
});

it('whoever writes to the bot can read and approve what fits a card', async () => {
  const { desk, id, say } = await forbidden();
  await say(ADA, `show ${id}`);
  expect(desk.chatOf(ADA).join()).toContain('Approval needed: deploy payments-api');
  await say(ADA, `approve ${id}`);
  expect(await desk.statusOf(id)).toBe('approved');
});

it('by the same checks as ever', async () => {
  const { desk, id, say } = await forbidden();
  await say(EMMY, `approve ${id}`);
  expect(await desk.statusOf(id)).toBe('pending');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('what does not fit can only be rejected there', async () => {
  const { desk, id, say } = await forbidden('+x\n'.repeat(5_000));
  await say(ADA, `approve ${id}`);
  expect(await desk.statusOf(id)).toBe('pending');
  await say(ADA, `reject ${id} not now`);
  expect(await desk.statusOf(id)).toBe('rejected');
});
