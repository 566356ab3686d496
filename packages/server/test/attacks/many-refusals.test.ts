import { beforeEach, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { Card } from '../../src/ports/card.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

let world: World;
let card: Card;
beforeEach(async () => {
  world = await aWorld();
  world.human('MALLORY', []);
  world.human('TRUDY', []);
  const { id } = await submitRequest(world.ctx, caller, deployPayments);
  await world.deliverAll();
  const found = (await world.store.requests.get(id))?.cards[0];
  if (!found) throw new Error('The request has no card.');
  card = found;
});

const click = (user: string) => castVote(world.ctx, world.click(card, user));

async function refusals(): Promise<number> {
  const entries = await world.entries(card.request);
  return entries.filter(({ kind }) => kind === 'vote.refused').length;
}

it('300 refused clicks of one person make one entry and one note a minute', async () => {
  const answers = await Promise.all(Array.from({ length: 300 }, () => click('MALLORY')));
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'not_eligible' } });
  }
  await world.deliverAll();
  expect(await refusals()).toBe(1);
  expect(world.chat.notes).toHaveLength(1);
  world.pass(60_000);
  await click('MALLORY');
  await world.deliverAll();
  expect(await refusals()).toBe(2);
  expect(world.chat.notes).toHaveLength(2);
});

it('what one person does keeps no other one from being told', async () => {
  await Promise.all([click('MALLORY'), click('TRUDY')]);
  await world.deliverAll();
  expect(await refusals()).toBe(2);
  expect(world.chat.notes.map(({ user }) => user).toSorted()).toEqual(['MALLORY', 'TRUDY']);
});

it('another reason is told at once', async () => {
  await click('MALLORY');
  world.human('MALLORY', ['releasers'], { standing: 'guest' });
  await click('MALLORY');
  await world.deliverAll();
  expect(await refusals()).toBe(2);
  expect(world.chat.notes).toHaveLength(2);
});

it('a command that was refused does not silence the click after it', async () => {
  const target = { request: card.request };
  await castVote(
    world.ctx,
    world.click(card, 'MALLORY', { target, kind: 'command', message: null }),
  );
  await click('MALLORY');
  await world.deliverAll();
  expect(world.chat.notes).toHaveLength(1);
});
