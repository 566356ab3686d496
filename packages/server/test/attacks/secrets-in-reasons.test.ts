import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { createMasker } from '../../src/secrets/mask.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';
import { secrets } from '../secrets/samples.ts';

const mask = createMasker();
const { secret = '' } = secrets.find(({ rule }) => rule === 'github') ?? {};

it.each(['approve', 'reject'] as const)(
  'a secret in the reason to %s is neither stored nor posted',
  async (vote) => {
    const world = await aWorld();
    world.human('ADA', ['releasers']);
    const ctx = { ...world.ctx, maskText: async (text: string) => (await mask(text)).text };
    const { id } = await submitRequest(ctx, caller, deployPayments);
    await world.deliverAll();
    const card = (await world.store.requests.get(id))?.cards[0];
    if (!card) throw new Error('The request has no card.');
    const comment = `See ${secret} for why.`;
    expect(await castVote(ctx, world.click(card, 'ADA', { vote, comment }))).toMatchObject({
      ok: true,
    });
    await world.deliverAll();
    const stored = await world.store.requests.get(id);
    expect(stored?.state.votes[0]?.comment).toMatch(/^See .+ for why\.$/u);
    const all = JSON.stringify([stored, await world.entries(id), world.chat, world.sent]);
    expect(all).not.toContain(secret);
  },
);
