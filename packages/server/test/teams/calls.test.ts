import { expect, it } from 'vitest';
import { ADA, aTeamsDesk, CHANNEL, EMMY, TEAM } from './desk.ts';

const countsOf = (operations: string[]) =>
  Object.fromEntries(
    operations.map((name) => [name, operations.filter((one) => one === name).length]),
  );

it('a card costs one call, where the channel was looked at a moment ago', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  await desk.asked();
  const before = desk.double.calls().length;
  for (let n = 0; n < 5; n += 1) {
    await desk.submit({ action: 'deploy', resource: `r${n}`, environment: 'production' });
  }
  await desk.deliverAll();
  const made = desk.double.calls().slice(before);
  expect(countsOf(made.map(({ operation }) => operation))).toEqual({ createConversation: 5 });
});

it('a decision costs two look-ups, one edit and one line in the thread', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  const before = desk.double.calls().length;
  await desk.press(id, ADA);
  await desk.deliverAll();
  const made = desk.double
    .calls()
    .slice(before)
    .map(({ operation }) => operation);
  expect(countsOf(made)).toEqual({
    openidMetadata: 1,
    keys: 1,
    'graph.getUser': 1,
    'graph.checkMemberGroups': 1,
    updateActivity: 1,
    sendToConversation: 1,
  });
});

it('who has taken the app out of their chat is not written to again and again', async () => {
  const desk = await aTeamsDesk();
  const id = await desk.asked();
  await desk.double.uninstall({ person: EMMY });
  desk.double.fail({
    operation: 'createConversation',
    times: 99,
    with: { kind: 'http', status: 403, code: 'MessageWritesBlocked' },
  });
  await desk.press(id, EMMY, 'approve', { legacy: true });
  await desk.deliverAll();
  expect(await desk.refusalsOf(id)).toEqual(['not_eligible']);
  expect(await desk.store.deliveries.counts()).toEqual({ waiting: 0, dead: 1 });
});

it('a tenant whose Teams lists nobody still gets its cards', async () => {
  const desk = await aTeamsDesk();
  await desk.double.install({ person: ADA, channel: TEAM });
  desk.double.fail({
    operation: 'getPagedMembers',
    times: 99,
    with: { kind: 'http', status: 403 },
  });
  const id = await desk.asked();
  expect(desk.double.messages(CHANNEL).some(({ via }) => via === 'bot')).toBe(true);
  expect(await desk.shown(id)).not.toHaveProperty('refresh');
});
