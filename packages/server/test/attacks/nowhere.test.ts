import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

/** Where it stands is what tells whether strangers read along; nothing said is no "ok". */
it.each(['button', 'modal'] as const)(
  'a %s that does not say in which channel it stands decides nothing',
  async (kind) => {
    const world = await aWorld();
    world.human('ADA', ['releasers']);
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    await world.deliverAll();
    const card = (await world.store.requests.get(id))?.cards[0];
    if (!card) throw new Error('The request has no card.');
    const nowhere = world.click(card, 'ADA', { kind, channel: null, message: null });
    expect(await castVote(world.ctx, nowhere)).toMatchObject({
      ok: false,
      refusal: { code: 'lookup_failed' },
    });
  },
);
