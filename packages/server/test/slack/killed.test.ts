import { expect, it, onTestFinished } from 'vitest';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import { afterGivingUp } from '../../src/app/after-giving-up.ts';
import type { NewDelivery } from '../../src/ports/delivery.ts';
import { claim } from '../support/claim.ts';
import { aDesk, CHANNEL, textOf, type Desk } from './desk.ts';
import { another, kept } from '../support/kept.ts';

const never = () => new Promise<never>(() => {});

/**
 * A service whose use cases begin and never end, as of one that is killed meanwhile; the deadline of
 * the acknowledgement comes at once.
 */
async function aDeskThatDies(more: Partial<Desk['ctx']> = {}) {
  let dying = false;
  // A test ends the service, which waits for what is under way.
  const { promise: killed, reject: end } = Promise.withResolvers<never>();
  killed.catch(() => {});
  const orNever =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      dying ? killed : work(...args);
  const desk = await aDesk({
    after: async () => (dying ? undefined : never()),
    useCases: (real): ChatUseCases => ({
      ...real,
      castVote: orNever((input) => real.castVote(input)),
      waitingFor: orNever((account) => real.waitingFor(account)),
      delegate: orNever((input) => real.delegate(input)),
    }),
  });
  onTestFinished(() => end(new Error('The service was killed.')));
  Object.assign(desk.ctx, more);
  const id = await desk.asked();
  return { desk, id, die: () => (dying = true) };
}

it('a click that was acknowledged undone is carried out by the next service', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('approved');
  await kept(desk, 0);
});

it('a form that was acknowledged undone is carried out, and shows what came of it', async () => {
  const { desk, id, die } = await aDeskThatDies();
  await desk.press(id, 'U0ADA', 'reject');
  die();
  const values = { reason: { text: 'Not on a Friday.' } };
  expect(await desk.double.submitView({ user: 'U0ADA', values })).toMatchObject({ ok: true });
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('rejected');
  const [view] = desk.double.views('U0ADA');
  expect(textOf(view?.blocks)).toContain('Your decision is recorded');
});

it('a command that was acknowledged undone is carried out, and answered by a private note', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  const text = `reject ${id} Not on a Friday.`;
  const command = { user: 'U0ADA', channel: CHANNEL, command: '/countersign', text };
  expect(await desk.double.command(command)).toMatchObject({ ok: true });
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('rejected');
  expect((await desk.votesOf(id))[0]?.comment).toBe('Not on a Friday.');
  expect(
    desk
      .notesFor('U0ADA')
      .map((note) => note.text)
      .join(),
  ).toMatch(/reject/i);
});

it('an event that was acknowledged undone is carried out', async () => {
  const { desk, die } = await aDeskThatDies();
  die();
  const event = { type: 'app_home_opened', user: 'U0ADA', tab: 'home' };
  expect(await desk.double.event(event)).toMatchObject({ ok: true });
  await kept(desk, 1);
  await another(desk);
  expect(desk.double.homes('U0ADA')).toBeDefined();
});

it('a decision that was made, and not forgotten, counts once', async () => {
  const { desk, die } = await aDeskThatDies();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const click = await desk.press(id, 'U0ADA');
  await desk.deliverAll();
  die();
  await desk.double.redeliver(click);
  await kept(desk, 1);
  await another(desk);
  expect(await desk.votesOf(id)).toHaveLength(1);
  expect(desk.notesFor('U0ADA')).toEqual([]);
});

it('nobody approves by a click of long ago, and whoever clicked is told', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  await desk.press(id, 'U0ADA');
  await kept(desk, 1);
  await another(desk, 16 * 60_000);
  expect(await desk.statusOf(id)).toBe('pending');
  expect(
    desk
      .notesFor('U0ADA')
      .map((note) => note.text)
      .join(),
  ).toContain('was interrupted');
});

it('what the next service fails at is tried again', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  await desk.press(id, 'U0ADA');
  await kept(desk, 1);
  desk.restart(async () => {
    throw new Error('The database is away.');
  });
  desk.pass(30_000);
  await expect(desk.deliverAll()).rejects.toThrow('away');
  expect(await desk.statusOf(id)).toBe('pending');
  await another(desk);
  expect(await desk.statusOf(id)).toBe('approved');
});

const mask = async (text: string) => text.replace('hunter2', '•••');

it('whoever decided is told where it is given up', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  await desk.press(id, 'U0ADA');
  await kept(desk, 1);
  desk.restart(async () => {
    throw new Error('The database is away.');
  });
  desk.pass(30_000);
  const [delivery] = await taken(desk);
  const deliveries = delivery ? afterGivingUp(desk.ctx, delivery, 'Given up.') : [];
  await desk.store.commit({
    settled: [{ id: delivery?.id ?? '', attempt: 1, outcome: 'dead', error: 'Given up.' }],
    deliveries,
  });
  await desk.deliverAll();
  expect(
    desk
      .notesFor('U0ADA')
      .map((note) => note.text)
      .join(),
  ).toContain('was interrupted');
  expect(deliveries.flatMap((one) => afterGivingUp(desk.ctx, again(one), 'Again.'))).toEqual([]);
});

const again = (one: NewDelivery) => ({ ...one, attempt: 1, ambiguous: false });

async function taken({ ctx, store }: Desk) {
  return claim(store, { now: ctx.now(), leaseMs: 30_000, limit: 9, owner: 'test' });
}

it('no response URL and no secret lies in the store', async () => {
  const { desk, id, die } = await aDeskThatDies({ maskText: mask });
  await desk.press(id, 'U0ADA', 'reject');
  die();
  await desk.double.submitView({ user: 'U0ADA', values: { reason: { text: 'It says hunter2.' } } });
  const text = `reject ${id} It says hunter2.`;
  await desk.double.command({ user: 'U0ADA', channel: CHANNEL, command: '/countersign', text });
  await desk.press(id, 'U0ADA');
  await kept(desk, 3);
  desk.pass(30_000);
  const claimed = await taken(desk);
  const rows = JSON.stringify(claimed.filter(({ task }) => task.kind === 'input.take_up'));
  expect(rows).toContain('It says •••.');
  expect(rows).not.toContain('hunter2');
  expect(rows).not.toContain('http');
});

it('an event that can not be kept is not acknowledged before it is done, a click is', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  desk.inbox.keep = async () => {
    throw new Error('The database is away.');
  };
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  let acknowledged = false;
  const event = desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  void event.then(() => (acknowledged = true));
  await expect.poll(() => desk.reports.filter(isUnkept).length).toBe(2);
  await new Promise((resolve) => setImmediate(resolve));
  expect(acknowledged).toBe(false);
});

const isUnkept = ({ message }: { message: string }) => message.includes('could not be kept');

it('what is done in time is kept nowhere', async () => {
  const desk = await aDesk();
  const id = await desk.asked();
  desk.inbox.keep = never;
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('approved');
});
