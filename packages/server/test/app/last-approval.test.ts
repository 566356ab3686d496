import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { Freshness } from '../../src/ports/people.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

it('who turns out to give the last approval is asked for again, as the last one', async () => {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('BOB', ['security']);
  world.human('CY', ['security']);
  const { ctx, store } = world;
  const submission = { ...deployPayments, resource: 'vault' };
  const { id } = await submitRequest(ctx, caller, submission);
  await world.deliverAll();
  const click = async (user: string) => {
    const card = (await store.requests.get(id))?.cards[0];
    if (!card) throw new Error('The request has no card.');
    return castVote(ctx, world.click(card, user));
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
  expect(await click('BOB')).toMatchObject({ ok: true, state: { status: 'approved' } });
  expect(asked).toEqual([
    ['BOB', 'now_if_possible'],
    ['CY', 'now_if_possible'],
    ['BOB', 'now'],
  ]);
});
