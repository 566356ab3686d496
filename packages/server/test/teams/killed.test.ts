import { expect, it, onTestFinished } from 'vitest';
import type { ChatUseCases } from '../../src/ports/chat-use-cases.ts';
import type { Context } from '../../src/app/context.ts';
import { ADA, aTeamsDesk, CHANNEL, EMMY, GRACE, type Desk } from './desk.ts';
import { another, kept } from '../support/kept.ts';

const never = () => new Promise<never>(() => {});

/**
 * A service whose use cases begin and never end, as of one that is killed meanwhile; the deadline of
 * the acknowledgement comes at once.
 */
async function aDeskThatDies(more: Partial<Context> = {}) {
  let dying = false;
  // A test ends the service, which waits for what is under way.
  const { promise: killed, reject: end } = Promise.withResolvers<never>();
  killed.catch(() => {});
  const orNever =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    (...args: Args): Promise<T> =>
      dying ? killed : work(...args);
  const desk = await aTeamsDesk({
    after: async () => (dying ? undefined : never()),
    useCases: (real): ChatUseCases => ({
      ...real,
      castVote: orNever((input) => real.castVote(input)),
      waitingFor: orNever((account) => real.waitingFor(account)),
      viewCard: orNever((account, at) => real.viewCard(account, at)),
    }),
  });
  onTestFinished(() => end(new Error('The service was killed.')));
  Object.assign(desk.ctx, more);
  const id = await desk.asked();
  return { desk, id, die: () => (dying = true) };
}

async function say(desk: Desk, person: string, text: string) {
  const said = { person, text, conversation: CHANNEL, mention: true };
  const { delivery } = await desk.double.say(said);
  if (delivery === undefined) throw new Error('The bot was not told.');
  return delivery;
}

it('words that were acknowledged undone are carried out by the next service, and answered', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  expect(await say(desk, ADA, `reject ${id} Not on a Friday.`)).toMatchObject({ status: 202 });
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('rejected');
  expect((await desk.votesOf(id))[0]?.comment).toBe('Not on a Friday.');
  expect(desk.chatOf(ADA).join()).toContain('Rejected');
  await kept(desk, 0);
});

it('a click of an older client, which is a message, is carried out', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  expect(await desk.press(id, ADA, 'approve', { legacy: true })).toMatchObject({ status: 202 });
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('approved');
});

it('a click that was told that we are still at it is carried out, and its outcome told', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  await desk.press(id, ADA);
  expect(desk.double.notices(ADA).at(-1)?.text).toContain('still');
  await kept(desk, 1);
  await another(desk);
  expect(await desk.statusOf(id)).toBe('approved');
  expect(desk.chatOf(ADA)).toEqual(['Approved: every stage has its approvals.']);
});

it('what only shows something is not kept: whoever asked asks again', async () => {
  const { desk, id, die } = await aDeskThatDies();
  const { channel, message } = await desk.cardOf(id);
  die();
  await say(desk, ADA, 'list');
  await desk.double.refresh({ person: GRACE, conversation: channel, message, force: true });
  await desk.double.refresh({ person: EMMY, conversation: channel, message, manual: true });
  expect((await desk.store.deliveries.counts()).waiting).toBe(0);
});

it('a decision that was made, and not forgotten, counts once', async () => {
  const { desk, die } = await aDeskThatDies();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const said = await say(desk, GRACE, `approve ${id}`);
  await desk.deliverAll();
  die();
  await desk.double.redeliver(said);
  await kept(desk, 1);
  await another(desk);
  expect(await desk.votesOf(id)).toHaveLength(1);
});

it('a click that was made, and not forgotten, counts for no later stage', async () => {
  const { desk, die } = await aDeskThatDies();
  const id = await desk.asked({ action: 'deploy', resource: 'vault', environment: 'production' });
  const click = await desk.press(id, GRACE);
  await desk.deliverAll();
  die();
  await desk.double.redeliver(click);
  await kept(desk, 1);
  await another(desk);
  expect((await desk.votesOf(id)).map(({ stage }) => stage)).toEqual([0]);
});

it('nobody approves by words of long ago, and whoever said them is told', async () => {
  const { desk, id, die } = await aDeskThatDies();
  die();
  await say(desk, ADA, `approve ${id}`);
  await kept(desk, 1);
  await another(desk, 16 * 60_000);
  expect(await desk.statusOf(id)).toBe('pending');
  expect(desk.chatOf(ADA).at(-1)).toContain('was interrupted');
});

it('no secret that somebody typed lies in the store', async () => {
  const { desk, id, die } = await aDeskThatDies({
    maskText: async (text) => text.replaceAll('hunter2', '•••'),
  });
  const seen: string[] = [];
  const commit = desk.store.commit.bind(desk.store);
  desk.store.commit = async (effects) => {
    seen.push(JSON.stringify(effects));
    return commit(effects);
  };
  die();
  await say(desk, ADA, `reject ${id} The password is hunter2.`);
  await kept(desk, 1);
  await desk.press(id, GRACE, 'reject', { inputs: { reason: 'It is hunter2.' }, force: true });
  await kept(desk, 2);
  expect(seen.join()).toContain('•••');
  expect(seen.join()).not.toContain('hunter2');
});

it('what the store does not take is acknowledged once it is done, and no sooner', async () => {
  const { promise: until, resolve: release } = Promise.withResolvers<void>();
  const desk = await aTeamsDesk({
    after: async () => undefined,
    useCases: (real) => ({
      ...real,
      castVote: async (input) => {
        await until;
        return real.castVote(input);
      },
    }),
  });
  const id = await desk.asked();
  const commit = desk.store.commit.bind(desk.store);
  desk.store.commit = async (effects) => {
    const isKept = effects.deliveries?.some(({ task }) => task.kind === 'input.take_up');
    if (isKept) throw new Error('The store is away.');
    return commit(effects);
  };
  let isAnswered = false;
  const said = say(desk, ADA, `approve ${id}`).then(() => (isAnswered = true));
  await expect
    .poll(() => desk.reports.some(({ message }) => message.includes('be kept')))
    .toBe(true);
  expect(isAnswered).toBe(false);
  release();
  await said;
  expect(await desk.statusOf(id)).toBe('approved');
});
