import { expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { aDesk, CHANNEL } from './desk.ts';

const vault = { ...deployPayments, resource: 'vault' };

it('a replayed click counts once', async () => {
  const desk = await aDesk();
  const id = await desk.asked(vault);
  const click = await desk.press(id, 'U0ADA');
  await desk.double.redeliver(click);
  await Promise.all([desk.double.redeliver(click), desk.double.redeliver(click)]);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('a second click of the same person counts once, and says so', async () => {
  const desk = await aDesk();
  const id = await desk.asked(vault);
  await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  await desk.press(id, 'U0GRACE');
  await desk.press(id, 'U0GRACE');
  expect(await desk.votesOf(id)).toHaveLength(2);
  expect(await desk.refusalsOf(id)).toEqual(['already_voted']);
});

it('a replayed command does not vote in the next stage as well', async () => {
  const desk = await aDesk();
  const id = await desk.asked(vault);
  const text = `approve ${id}`;
  const command = { user: 'U0GRACE', channel: CHANNEL, command: '/countersign', text };
  const said = await desk.double.command(command);
  expect(await desk.votesOf(id)).toHaveLength(1);
  await desk.double.redeliver(said);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('a replayed form rejects once', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  await desk.press(id, 'U0ADA', 'reject');
  const values = { reason: { text: 'Not now.' } };
  const sent = await desk.double.submitView({ user: 'U0ADA', values });
  await desk.double.redeliver(sent);
  expect(await desk.votesOf(id)).toHaveLength(1);
  expect(await desk.refusalsOf(id)).toEqual([]);
});

it('a replayed event is dropped', async () => {
  let asked = 0;
  const desk = await aDesk({
    useCases: (real) => ({
      ...real,
      waitingFor: (account) => {
        asked += 1;
        return real.waitingFor(account);
      },
    }),
  });
  const event = await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  await desk.double.redeliver(event);
  expect(asked).toBe(1);
});
