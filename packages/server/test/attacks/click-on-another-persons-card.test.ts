import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { viewCard } from '../../src/app/view-card.ts';
import { useRule } from '../platforms/rule.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const groups = { releasers: { slack: ['S0RELEASE'] } };

/** Ada and Mallory may both decide, and each was written to. */
async function scene() {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('MALLORY', ['releasers']);
  await useRule(world, { groups, route: {}, other: {} }, { only: { direct: ['slack'] } });
  const { id } = await submitRequest(world.ctx, caller, deployPayments);
  await world.deliverAll();
  const cards = (await world.store.requests.get(id))?.cards ?? [];
  const cardOf = (user: string) => {
    const card = cards.find(({ direct }) => direct?.recipient === user);
    if (!card) throw new Error(`${user} has no card.`);
    return card;
  };
  const statusOf = async () => (await world.store.requests.get(id))?.state.status;
  return { ...world, id, ada: cardOf('ADA'), mallory: cardOf('MALLORY'), statusOf };
}

it.each([
  ['from her conversation', {}, 'channel_not_routed'],
  ['from one’s own', { channel: 'D-MALLORY' }, 'stale_card'],
  ['from a channel', { channel: 'C0RELEASES' }, 'stale_card'],
  ['from nowhere', { channel: null }, 'lookup_failed'],
  ['by a form that says it is of her conversation', { kind: 'modal' }, 'channel_not_routed'],
] as const)('a click on Ada’s card %s decides nothing', async (_, made, code) => {
  const { ctx, ada, click, statusOf } = await scene();
  const result = await castVote(ctx, click(ada, 'MALLORY', made));
  expect(result).toMatchObject({ ok: false, refusal: { code } });
  expect(await statusOf()).toBe('pending');
});

it('her button in one’s own message takes neither card away', async () => {
  const { ctx, ada, mallory, click, statusOf, deliverAll, chat } = await scene();
  const made = { channel: mallory.channel, message: mallory.message };
  await castVote(ctx, click(ada, 'MALLORY', made));
  await deliverAll();
  expect(chat.superseded).toEqual([]);
  expect(await statusOf()).toBe('pending');
  expect(await castVote(ctx, click(ada, 'ADA'))).toMatchObject({ ok: true });
});

it('nobody else is shown her card, nor where it stands', async () => {
  const { ctx, ada, id } = await scene();
  const account = { platform: 'slack', team: 'T1', user: 'MALLORY' } as const;
  const at = { card: ada.id, channel: ada.channel, message: ada.message };
  expect(await viewCard(ctx, account, at)).toBeNull();
  expect(await viewCard(ctx, { ...account, user: 'ADA' }, at)).not.toBeNull();
  expect(id).not.toBe('');
});
