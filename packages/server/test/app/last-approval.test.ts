import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { Freshness } from '../../src/ports/people.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

/** A request whose next approval is thought to be one of two, until Cy is faster. */
async function overtaken() {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('BOB', ['security']);
  world.human('CY', ['security']);
  const { ctx, store } = world;
  const { id } = await submitRequest(ctx, caller, { ...deployPayments, resource: 'vault' });
  await world.deliverAll();
  const click = async (user: string, act?: string) => {
    const card = (await store.requests.get(id))?.cards[0];
    if (!card) throw new Error('The request has no card.');
    return castVote(ctx, { ...world.click(card, user), ...(act === undefined ? {} : { act }) });
  };
  await click('ADA');
  const asked: [user: string, freshness: Freshness][] = [];
  const { people } = ctx;
  const memberships: typeof people.memberships = async (account, person, groups, freshness) => {
    asked.push([account.user, freshness]);
    // Cy is faster than what Slack says of Bob.
    if (asked.length === 1) await click('CY');
    return people.memberships(account, person, groups, freshness);
  };
  ctx.people = { ...people, memberships };
  return { ctx, click, asked };
}

it('who turns out to give the last approval is asked for again, as the last one', async () => {
  const { click, asked } = await overtaken();
  expect(await click('BOB')).toMatchObject({ ok: true, state: { status: 'approved' } });
  expect(asked).toEqual([
    ['BOB', 'now_if_possible'],
    ['CY', 'now_if_possible'],
    ['BOB', 'now'],
  ]);
});

it('a click that is cut off while it is asked for again counts when it comes once more', async () => {
  const { ctx, click } = await overtaken();
  const { requests } = ctx.store;
  let begun = 0;
  const changeOnce: typeof requests.changeOnce = (...change) => {
    begun += 1;
    if (begun === 2) throw new Error('The process was killed.');
    return requests.changeOnce(...change);
  };
  ctx.store = { ...ctx.store, requests: { ...requests, changeOnce } };
  await expect(click('BOB', 'trigger-1')).rejects.toThrow('killed');
  expect(await click('BOB', 'trigger-1')).toMatchObject({
    ok: true,
    state: { status: 'approved' },
  });
  expect(await click('BOB', 'trigger-1')).toBeNull();
});
