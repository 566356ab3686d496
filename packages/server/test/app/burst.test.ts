import { describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { ChatFailure } from '../../src/ports/chat.ts';
import { caller } from '../support/world.ts';
import { aBurstyWorld } from './bursts.ts';

const names = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `app-${from + at}`);

describe('a burst of like requests', () => {
  it('is one message, in which each has a card of its own', async () => {
    const world = await aBurstyWorld();
    const [first, second, third] = await world.asked('one', 'two', 'three');
    if (!first || !second || !third) throw new Error('Three were asked.');
    expect(world.chat.posts).toHaveLength(1);
    expect(world.shown()).toEqual([['one', 'two', 'three']]);
    const cards = [await world.cardOf(first), await world.cardOf(second)];
    expect(new Set(cards.map(({ control }) => control)).size).toBe(2);
    expect(new Set(cards.map(({ message }) => message)).size).toBe(1);
  });

  it('that comes before the first was posted is posted whole', async () => {
    const world = await aBurstyWorld();
    await world.ask('one');
    await world.ask('two');
    await world.deliverAll();
    expect(world.shown()).toEqual([['one', 'two']]);
    expect(world.chat.posts[0]?.card.others).toHaveLength(1);
  });

  it('goes on in further messages, and nothing is lost or shown twice', async () => {
    const world = await aBurstyWorld();
    await world.asked(...names(1, 40));
    const shown = world.shown();
    expect(shown.map((list) => list.length)).toEqual([12, 12, 12, 4]);
    expect(shown.flat()).toEqual(names(1, 40));
  });

  it('asked all at once fills messages just the same', async () => {
    const world = await aBurstyWorld();
    await Promise.all(names(1, 40).map((name) => world.ask(name)));
    await world.deliverAll();
    expect(world.shown().flat().toSorted()).toEqual(names(1, 40).toSorted());
    expect(world.shown().length).toBe(4);
  });

  it('is called to once', async () => {
    const world = await aBurstyWorld();
    await world.asked('one', 'two');
    const pings = [...world.chat.posts, ...world.chat.updates].filter(({ card }) => card.ping);
    expect(pings).toHaveLength(1);
  });

  it('is called to once, however many messages it takes', async () => {
    const world = await aBurstyWorld(', remind: [20m]');
    await world.asked(...names(1, 40));
    expect(world.chat.posts.map(({ card }) => card.ping !== undefined)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    world.pass(1_200_000);
    await tickRequests(world.ctx);
    await world.deliverAll();
    expect(world.chat.replies).toHaveLength(1);
  });

  it('calls people to what comes after the message before was decided', async () => {
    const world = await aBurstyWorld();
    const ids = await world.asked(...names(1, 12));
    for (const id of ids) {
      await castVote(world.ctx, world.click(await world.cardOf(id), 'U1'));
    }
    await world.asked('late');
    expect(world.chat.posts.at(-1)?.card.ping).toBeDefined();
  });

  it.each([
    ['another action', { action: 'restart' }],
    ['another environment', { environment: 'staging' }],
    ['a change that no card holds', { change: { diff: 'x'.repeat(20_000) } }],
  ])('leaves %s a message of its own', async (_, more) => {
    const world = await aBurstyWorld();
    await world.ask('one');
    await world.ask('two', more);
    await world.deliverAll();
    expect(world.shown()).toEqual([['one'], ['two']]);
  });

  it('leaves one with a hidden secret a message of its own', async () => {
    const world = await aBurstyWorld();
    await world.ask('one');
    const { mask } = world.ctx;
    world.ctx.mask = async (submission) => ({
      ...(await mask(submission)),
      masked: [{ field: 'reason', rule: 'token', count: 1 }],
    });
    await world.ask('two');
    await world.deliverAll();
    expect(world.shown()).toEqual([['one'], ['two']]);
  });

  it('is over when policy says so, counted from its first request', async () => {
    const world = await aBurstyWorld();
    await world.asked('one');
    world.pass(599_999);
    await world.asked('two');
    world.pass(1);
    await world.asked('three');
    expect(world.shown()).toEqual([['one', 'two'], ['three']]);
  });

  it('is over once all of it is decided', async () => {
    const world = await aBurstyWorld();
    const [one = '', two = ''] = await world.asked('one', 'two');
    await castVote(world.ctx, world.click(await world.cardOf(one), 'U1'));
    await world.asked('three');
    expect(world.shown()).toEqual([['one', 'two', 'three']]);
    await castVote(world.ctx, world.click(await world.cardOf(two), 'U1'));
    await withdrawRequest(
      world.ctx,
      caller,
      (await world.store.requests.list({ status: 'pending', limit: 1 }))[0]?.state.id ?? '',
    );
    await world.asked('four');
    expect(world.shown()).toEqual([['one', 'two', 'three'], ['four']]);
  });
});

describe('the message of a list', () => {
  it('is drawn again with each decision, from what is committed', async () => {
    const world = await aBurstyWorld();
    const [, two = ''] = await world.asked('one', 'two', 'three');
    expect(await castVote(world.ctx, world.click(await world.cardOf(two), 'U1'))).toMatchObject({
      ok: true,
      state: { id: two, status: 'approved' },
    });
    await world.deliverAll();
    const { card } = world.chat.updates.at(-1) ?? {};
    const statuses = [card, ...(card?.others ?? [])].map((one) => one?.state.status);
    expect(statuses).toEqual(['pending', 'approved', 'pending']);
  });

  it('has no line for each decision below it', async () => {
    const world = await aBurstyWorld();
    const [one = '', two = ''] = await world.asked('one', 'two');
    await castVote(world.ctx, world.click(await world.cardOf(one), 'U1'));
    await castVote(world.ctx, world.click(await world.cardOf(two), 'U1'));
    await world.deliverAll();
    expect(world.chat.replies).toEqual([]);
  });

  it('has one reminder below it for all of them, and none for what is decided', async () => {
    const world = await aBurstyWorld(', remind: [20m]');
    const [one = ''] = await world.asked('one', 'two', 'three');
    await castVote(world.ctx, world.click(await world.cardOf(one), 'U1'));
    world.pass(1_200_000);
    await tickRequests(world.ctx);
    await world.deliverAll();
    expect(world.chat.replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('deploy two in production, and others of this list: Still open,'),
    ]);
  });

  it('that can not be posted says so of each, and is posted whole later', async () => {
    const world = await aBurstyWorld();
    world.chat.fail('post', new ChatFailure('unavailable', 'Invite me.'));
    await world.ask('one');
    const two = await world.ask('two');
    await world.deliverAll();
    expect(await world.cardOf(two)).toMatchObject({ unavailable: 'Invite me.', message: null });
    world.pass(60_000);
    await world.deliverAll();
    expect(world.shown()).toEqual([['one', 'two']]);
    expect(await world.cardOf(two)).toMatchObject({ unavailable: null });
  });

  it('is posted though its first request has ended, as long as another has not', async () => {
    const world = await aBurstyWorld();
    const one = await world.ask('one');
    await world.ask('two');
    await withdrawRequest(world.ctx, caller, one);
    world.chat.fail('post', new ChatFailure('unavailable', 'Invite me.'));
    await world.deliverAll();
    world.pass(60_000);
    await world.deliverAll();
    expect(world.shown()).toEqual([['one', 'two']]);
  });

  it('is drawn once for several that come together', async () => {
    const world = await aBurstyWorld();
    await world.asked('one');
    for (const name of names(2, 9)) await world.ask(name);
    await world.deliverAll();
    expect(world.chat.updates).toHaveLength(1);
    expect(world.shown()[0]).toHaveLength(9);
  });

  it('shows who came while it was being posted', async () => {
    const world = await aBurstyWorld();
    const chat = world.ctx.chats.get('slack');
    if (!chat) throw new Error('It is there.');
    // Between the reading of what is to be drawn and the word that it was posted.
    world.ctx.chats.set('slack', {
      ...chat,
      post: async (channel, card) => {
        await world.ask('two');
        return chat.post(channel, card);
      },
    });
    await world.ask('one');
    await world.deliverAll();
    expect(world.shown()).toEqual([['one', 'two']]);
  });

  it('whose posting got no answer is known by a click on any of its lines', async () => {
    const world = await aBurstyWorld();
    world.chat.fail('lose post', new ChatFailure('retry', 'No answer.', { ambiguous: true }));
    await world.ask('one');
    const two = await world.ask('two');
    await world.deliverAll();
    const message = world.chat.posts[0]?.message ?? '';
    const result = await castVote(
      world.ctx,
      world.click(await world.cardOf(two), 'U1', { message }),
    );
    expect(result).toMatchObject({ ok: true, state: { status: 'approved' } });
    world.pass(60_000);
    await world.deliverAll();
    expect(world.chat.posts).toHaveLength(1);
    expect(await world.cardOf(two)).toMatchObject({ message });
  });

  it('is posted again with all of its lines where somebody deleted it', async () => {
    const world = await aBurstyWorld();
    await world.asked('one', 'two');
    world.chat.fail('update', new ChatFailure('gone', 'Deleted.'));
    await world.asked('three');
    expect(world.chat.posts).toHaveLength(2);
    expect(world.shown().at(-1)).toEqual(['one', 'two', 'three']);
  });

  it('that can not be posted is no place to join', async () => {
    const world = await aBurstyWorld();
    world.chat.fail('post', new ChatFailure('unavailable', 'Invite me.'));
    const [one = ''] = await world.asked('one');
    const [two = ''] = await world.asked('two');
    expect((await world.cardOf(one)).unavailable).toBe('Invite me.');
    expect(await world.cardOf(two)).not.toHaveProperty('list');
  });
});
