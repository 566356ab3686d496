import { describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { caller } from '../support/world.ts';
import { aBurstyWorld } from './bursts.ts';

const escalates = ', escalate: [{ after: 20m, groups: [security], route: { slack: [C0OTHER] } }]';

async function escalated(...resources: string[]) {
  const world = await aBurstyWorld(escalates);
  world.human('U3', ['security'], { name: 'Lise' });
  const ids = await world.asked(...resources);
  world.pass(1_200_000);
  await tickRequests(world.ctx);
  await world.deliverAll();
  const elsewhere = () => world.chat.posts.filter(({ channel }) => channel === 'C0OTHER');
  return { ...world, ids, elsewhere };
}

describe('a list that is escalated', () => {
  it('is one list in the other channel, too, and calls people there once', async () => {
    const { elsewhere, shown } = await escalated('one', 'two', 'three');
    expect(elsewhere()).toHaveLength(1);
    expect(shown().at(-1)).toEqual(['one', 'two', 'three']);
    expect(elsewhere()[0]?.card).toMatchObject({ escalatedTo: ['security'] });
    expect(elsewhere()[0]?.card.ping?.map(({ group }) => group.name)).toEqual(['security']);
  });

  it('is a list for each message of a burst that takes several', async () => {
    const names = Array.from({ length: 15 }, (_one, at) => `app-${at + 10}`);
    const { elsewhere, shown } = await escalated(...names);
    expect(elsewhere()).toHaveLength(2);
    expect(shown().map((list) => list.length)).toEqual([12, 3, 12, 3]);
  });

  it('is decided on a line of either, and both show that', async () => {
    const world = await escalated('one', 'two');
    const [, two = ''] = world.ids;
    const there = (await world.store.requests.get(two))?.cards.at(-1);
    if (!there) throw new Error('It has a card there.');
    expect(there.channel).toBe('C0OTHER');
    const result = await castVote(world.ctx, world.click(there, 'U3'));
    expect(result).toMatchObject({ ok: true, state: { id: two, status: 'approved' } });
    await world.deliverAll();
    const drawn = new Map(world.chat.updates.map(({ message, card }) => [message, card]));
    const statuses = [...drawn.values()].map((card) => card.others?.map((one) => one.state.status));
    expect(statuses).toEqual([['approved'], ['approved']]);
  });

  it('goes on in another message where what was there is decided', async () => {
    const world = await aBurstyWorld(escalates);
    const one = await world.ask('one');
    world.pass(300_000);
    await world.ask('two');
    await world.deliverAll();
    world.pass(900_000);
    await tickRequests(world.ctx);
    await world.deliverAll();
    await withdrawRequest(world.ctx, caller, one);
    world.pass(300_000);
    await tickRequests(world.ctx);
    await world.deliverAll();
    const there = world.chat.posts.filter(({ channel }) => channel === 'C0OTHER');
    expect(there.map(({ card }) => card.state.resource)).toEqual(['one', 'two']);
  });

  it('is joined by none of the requests that come later', async () => {
    const world = await escalated('one');
    await world.asked('late');
    expect(world.elsewhere()).toHaveLength(1);
    expect(world.shown().find((list) => list.includes('late'))).toEqual(['late']);
  });
});
