import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { ADA, aTeamsDesk, CHANNEL, EMMY, GRACE, OLGA, SHARED, STRANGER } from './desk.ts';

const say = (
  desk: Awaited<ReturnType<typeof aTeamsDesk>>,
  person: string,
  text: string,
  conversation?: string,
) =>
  desk.double.say({
    person,
    text,
    ...(conversation === undefined ? {} : { conversation, mention: true }),
  });

it('list tells what waits for somebody, and nothing to others', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await say(desk, ADA, 'list');
  await say(desk, EMMY, 'list');
  await say(desk, OLGA, 'LIST');
  expect(desk.chatOf(ADA).join()).toContain(id);
  expect(desk.chatOf(ADA).join()).toContain('deploy payments-api in production');
  expect(desk.chatOf(EMMY)).toEqual(['Nothing waits for you.']);
  expect(desk.chatOf(OLGA)).toEqual(['Nothing waits for you.']);
});

it('approve decides from the chat', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await say(desk, ADA, `approve ${id}`);
  expect(await desk.statusOf(id)).toBe('approved');
  expect(desk.chatOf(ADA).join()).toContain('Approved');
  expect((await desk.votesOf(id))[0]?.via).toMatchObject({ platform: 'teams', kind: 'command' });
});

it('reject wants a reason', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await say(desk, ADA, `reject ${id}`);
  expect(await desk.statusOf(id)).toBe('pending');
  expect(desk.chatOf(ADA).join()).toContain('Say why you reject it');
  await say(desk, ADA, `reject ${id} not on a Friday`);
  expect(await desk.statusOf(id)).toBe('rejected');
  expect((await desk.votesOf(id))[0]?.comment).toBe('not on a Friday');
});

it('in a channel the bot is mentioned, and answers in the chat of the one who asked', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const before = desk.double.messages(CHANNEL).filter(({ via }) => via === 'bot').length;
  await say(desk, GRACE, `show ${id}`, CHANNEL);
  expect(desk.chatOf(GRACE).join()).toContain('Approval needed: deploy payments-api');
  expect(desk.double.messages(CHANNEL).filter(({ via }) => via === 'bot')).toHaveLength(before);
});

it('who may not decide is refused with who can, and it is on record', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await say(desk, EMMY, `approve ${id}`);
  expect(desk.chatOf(EMMY).join()).toContain('Ada Lovelace');
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('a stranger to a request learns nothing of it', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await say(desk, EMMY, `show ${id}`);
  await say(desk, EMMY, 'show req_nobody');
  const [one = '', two = ''] = desk.chatOf(EMMY);
  expect(one.replace(id, 'ID')).toBe(two.replace('req_nobody', 'ID'));
});

it('nor does a stranger who reads along in the channel that it was meant for', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked({ ...deployPayments, action: 'share' });
  await say(desk, STRANGER, `show ${id}`, SHARED);
  expect(desk.chatOf(STRANGER)).toEqual([`There is no request ${id} that you may see from here.`]);
});

it.each(['help', 'approve', 'show', 'make me a sandwich'])(
  '%s is answered with what there is',
  async (text) => {
    const desk = await aTeamsDesk();
    await say(desk, EMMY, text);
    expect(desk.chatOf(EMMY).join()).toContain('reject ID REASON');
  },
);

it('a command that is delivered twice is one', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { delivery } = await say(desk, ADA, `approve ${id}`);
  if (delivery) await desk.double.redeliver(delivery);
  expect(desk.chatOf(ADA)).toHaveLength(1);
  expect(await desk.votesOf(id)).toHaveLength(1);
});
