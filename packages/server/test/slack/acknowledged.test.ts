import { expect, it, onTestFinished } from 'vitest';
import type { ChatUseCases, VoteResult } from '../../src/ports/chat-use-cases.ts';
import { aDesk, CHANNEL, textOf } from './desk.ts';

/**
 * The use cases hang until `release`; the deadline of the acknowledgement comes at once. So what is
 * acknowledged here is acknowledged without waiting for anything behind.
 */
async function aSlowDesk() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let slow = false;
  const late = async <T>(work: () => Promise<T>): Promise<T> => {
    if (slow) await released;
    return work();
  };
  const desk = await aDesk({
    after: async () => {
      if (!slow) await new Promise(() => {});
    },
    useCases: (real): ChatUseCases => ({
      castVote: (input) => late(() => real.castVote(input)),
      mayVote: (input) => late(() => real.mayVote(input)),
      readChange: (input) => late(() => real.readChange(input)),
      openTogether: (input) => late(() => real.openTogether(input)),
      decideTogether: (input) => late(() => real.decideTogether(input)),
      breakGlass: (input) => late(() => real.breakGlass(input)),
      openBreakGlass: (input) => late(() => real.openBreakGlass(input)),
      mayReview: (input) => late(() => real.mayReview(input)),
      review: (input) => late(() => real.review(input)),
      delegate: (input) => late(() => real.delegate(input)),
      undelegate: (input) => late(() => real.undelegate(input)),
      delegations: (account) => late(() => real.delegations(account)),
      waitingFor: (account) => late(() => real.waitingFor(account)),
      show: (...args) => late(() => real.show(...args)),
      viewCard: (...args) => late(() => real.viewCard(...args)),
      cardDeleted: (...args) => late(() => real.cardDeleted(...args)),
      messagePosted: (...args) => late(() => real.messagePosted(...args)),
      adoptMessage: (...args) => late(() => real.adoptMessage(...args)),
    }),
  });
  onTestFinished(() => release());
  return { desk, release, slowDown: () => (slow = true), id: await desk.asked() };
}

it('a click is acknowledged while the decision is still under way, and decides all the same', async () => {
  const { desk, release, slowDown, id } = await aSlowDesk();
  slowDown();
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true, body: undefined });
  expect(await desk.statusOf(id)).toBe('pending');
  release();
  await expect.poll(() => desk.statusOf(id)).toBe('approved');
});

it('a form opens before anything is looked up, and is filled when that is done', async () => {
  const { desk, release, slowDown, id } = await aSlowDesk();
  slowDown();
  expect(await desk.press(id, 'U0ADA', 'reject')).toMatchObject({ ok: true });
  await desk.double.until(() => desk.double.views('U0ADA').length === 1);
  expect(textOf(desk.double.views('U0ADA')[0]?.blocks)).toContain('Checking whether you can');
  release();
  await desk.double.until(() => desk.double.views('U0ADA')[0]?.callback_id === 'reject');
});

it('a form that is sent off says that it is at it, and then what came of it', async () => {
  const { desk, release, slowDown, id } = await aSlowDesk();
  await desk.press(id, 'U0ADA', 'reject');
  slowDown();
  const values = { reason: { text: 'Not on a Friday.' } };
  const delivery = await desk.double.submitView({ user: 'U0ADA', values });
  expect(delivery).toMatchObject({ ok: true, body: { response_action: 'update' } });
  expect(textOf(desk.double.views('U0ADA')[0]?.blocks)).toContain('Recording your decision');
  release();
  await desk.double.until(() =>
    textOf(desk.double.views('U0ADA')[0]?.blocks).includes('Your decision is recorded'),
  );
  expect(await desk.statusOf(id)).toBe('rejected');
});

it('a command is acknowledged without an answer, which follows on its own', async () => {
  const { desk, release, slowDown } = await aSlowDesk();
  slowDown();
  const command = { user: 'U0ADA', channel: CHANNEL, command: '/countersign', text: 'list' };
  expect(await desk.double.command(command)).toMatchObject({ ok: true, body: undefined });
  expect(desk.notesFor('U0ADA')).toEqual([]);
  release();
  await desk.double.until(() => desk.notesFor('U0ADA').length === 1);
  expect(textOf(desk.notesFor('U0ADA')[0]?.blocks)).toContain('deploy payments-api');
});

it('an event is acknowledged while its work goes on', async () => {
  const { desk, release, slowDown } = await aSlowDesk();
  slowDown();
  const event = { type: 'app_home_opened', user: 'U0ADA', tab: 'home' };
  expect(await desk.double.event(event)).toMatchObject({ ok: true });
  expect(desk.double.homes('U0ADA')).toBeUndefined();
  release();
  await desk.double.until(() => desk.double.homes('U0ADA') !== undefined);
});

async function databaseAway(): Promise<VoteResult> {
  throw new Error('The database is away.');
}

it('a decision that fails inside is never taken for one that was made', async () => {
  const desk = await aDesk({ useCases: (real) => ({ ...real, castVote: databaseAway }) });
  const id = await desk.asked();
  expect(await desk.press(id, 'U0ADA')).toMatchObject({ ok: true });
  await desk.double.until(() => desk.notesFor('U0ADA').length === 1);
  const [note] = desk.notesFor('U0ADA');
  expect(textOf(note?.blocks)).toContain('could not confirm your decision');
  expect(textOf(note?.blocks)).not.toContain('database');
  expect(textOf((await desk.shown(id)).blocks)).toContain('Approval needed');

  await desk.press(id, 'U0ADA', 'reject');
  await desk.double.submitView({ user: 'U0ADA', values: { reason: { text: 'No.' } } });
  expect(textOf(desk.double.views('U0ADA')[0]?.blocks)).toContain('could not confirm');
});

it('an event whose work fails in time is left for Slack to send again, and then done', async () => {
  let failing = true;
  const desk = await aDesk({
    useCases: (real) => ({
      ...real,
      waitingFor: async (account) => {
        if (failing) throw new Error('The database is away.');
        return real.waitingFor(account);
      },
    }),
  });
  const first = await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  expect(first).toMatchObject({ ok: false, status: 500 });
  failing = false;
  expect(await desk.double.retryEvent(first)).toMatchObject({ ok: true });
  expect(desk.double.homes('U0ADA')).toBeDefined();
});

it.each([
  ['views.open', 'reject'],
  ['users.info', 'approve'],
  ['usergroups.users.list', 'approve'],
])('a click is acknowledged while Slack is slow to answer %s', async (method, action) => {
  const { desk, slowDown, id } = await aSlowDesk();
  desk.pass(120_000);
  const { promise: until, resolve: answer } = Promise.withResolvers<void>();
  desk.double.fail({ method, with: { kind: 'slow', until } });
  slowDown();
  expect(await desk.press(id, 'U0ADA', action)).toMatchObject({ ok: true });
  expect(await desk.statusOf(id)).toBe('pending');
  answer();
});

it('a service that stops finishes what it has acknowledged', async () => {
  const { desk, release, slowDown, id } = await aSlowDesk();
  slowDown();
  await desk.press(id, 'U0ADA');
  const stopped = desk.stop();
  release();
  await stopped;
  expect(await desk.statusOf(id)).toBe('approved');
});
