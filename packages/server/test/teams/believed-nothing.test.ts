import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, CHANNEL, EMMY } from './desk.ts';

it('names, roles and addresses in an activity make nobody an approver', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const lies = {
    name: 'Ada Lovelace',
    userRole: 'owner',
    role: 'admin',
    email: 'ada@example.com',
    userPrincipalName: 'ada@example.com',
    properties: { aadObjectId: ADA },
  };
  await desk.press(id, EMMY, 'approve', { forge: { activity: { from: lies } } });
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('a click without an object id is a click of nobody', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const forge = { activity: { from: { aadObjectId: null } } };
  expect(await desk.press(id, ADA, 'approve', { forge })).toMatchObject({
    status: 200,
    body: { statusCode: 400 },
  });
  expect(await desk.statusOf(id)).toBe('pending');
});

it('what a button says of card and stage changes nothing: its control alone counts', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const other = await desk.asked({ action: 'deploy', resource: 'other', environment: 'staging' });
  const { control } = await desk.cardOf(id);
  const { id: card, message } = await desk.cardOf(other);
  const data = { countersign: { verb: 'approve', card, control, stage: 7 } };
  await desk.double.click({
    person: ADA,
    conversation: CHANNEL,
    message,
    verb: 'approve',
    data,
    force: true,
  });
  expect(await desk.statusOf(other)).toBe('pending');
  expect(await desk.statusOf(id)).toBe('pending');
});

it.each([
  ['no data', {}],
  ['data of another app', { countersign: 'approve' }],
  [
    'a made-up control',
    { countersign: { verb: 'approve', card: 'card_1', control: 'ctl_nobody', stage: 0 } },
  ],
  ['a verb of none', { countersign: { verb: 'approve_all', card: 'c', control: 'c', stage: 0 } }],
])('a button with %s decides nothing, and is answered', async (_, data) => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const { message } = await desk.cardOf(id);
  const answer = await desk.double.click({
    person: ADA,
    conversation: CHANNEL,
    message,
    data,
    force: true,
    verb: 'x',
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { statusCode: expect.any(Number), type: expect.any(String) },
  });
  expect(await desk.votesOf(id)).toEqual([]);
});
