import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, EMMY, textOf } from './desk.ts';

it('a client that knows Action.Submit alone decides the same, and its person is told', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const delivery = await desk.press(id, ADA, 'approve', { legacy: true });
  expect(delivery).toMatchObject({ ok: true, status: 202, body: undefined });
  expect(await desk.statusOf(id)).toBe('approved');
  expect(desk.chatOf(ADA).join()).toContain('Approved: every stage has its approvals');
  await desk.deliverAll();
  expect(textOf(await desk.shown(id))).toContain('Approved by Ada Lovelace');
});

it('such a client rejects with a reason, too', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.press(id, ADA, 'reject', { legacy: true, inputs: { reason: 'Not today.' } });
  expect(await desk.statusOf(id)).toBe('rejected');
  expect((await desk.votesOf(id))[0]).toMatchObject({ vote: 'reject', comment: 'Not today.' });
});

it('who is refused learns it in their own chat, once', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.press(id, EMMY, 'approve', { legacy: true });
  await desk.press(id, EMMY, 'approve', { legacy: true });
  await desk.deliverAll();
  expect(desk.chatOf(EMMY)).toEqual([expect.stringContaining('is for releasers')]);
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
});

it('delivered twice it is one act, answered once', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const first = await desk.press(id, ADA, 'approve', { legacy: true });
  await desk.double.redeliver(first);
  expect(desk.chatOf(ADA)).toHaveLength(1);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('every button has such a fallback, and the card says how to decide without any', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const card = JSON.stringify(await desk.shown(id));
  const executes = card.split('"Action.Execute"').length - 1;
  expect(card.split('"fallback":{"type":"Action.Submit"').length - 1).toBe(executes - 1);
  expect(card).toContain(`approve ${id}`);
  expect(card).toContain('https://teams.microsoft.com/l/chat/0/0?users=28%3A');
});
