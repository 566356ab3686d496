import { describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { changeAuthors } from '../../src/change-authors.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

async function askedFor(authors: string[]) {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('GRACE', ['releasers']);
  Object.assign(world.ctx, {
    authorsOf: changeAuthors([{ id: 'ada', name: 'Ada', email: 'Ada@example.com', github: ['7'] }]),
  });
  const change = { ...deployPayments.change, authors };
  const { id } = await submitRequest(world.ctx, caller, { ...deployPayments, change });
  await world.deliverAll();
  const card = (await world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  return { world, id, vote: (user: string) => castVote(world.ctx, world.click(card, user)) };
}

describe('whoever wrote a change, as git has it,', () => {
  it.each([
    ['by the address that they are known by', 'ada@EXAMPLE.com'],
    ['by the one that GitHub keeps for them', '7+ada@users.noreply.github.com'],
  ])('does not approve it: %s', async (_, address) => {
    const { world, id, vote } = await askedFor(['someone@example.com', address]);
    const result = await vote('ADA');
    expect(result).toMatchObject({ ok: false, refusal: { code: 'own_request' } });
    expect(result && !result.ok && result.sentence).toContain('author of this change');
    const refused = (await world.entries(id)).find(({ kind }) => kind === 'vote.refused');
    expect(refused?.body).toMatchObject({ code: 'own_request', person: 'ada' });
    expect(await vote('GRACE')).toMatchObject({ ok: true, state: { status: 'approved' } });
  });

  it('is whom the change names, and nobody else', async () => {
    const { vote } = await askedFor(['someone@example.com']);
    expect(await vote('ADA')).toMatchObject({ ok: true });
  });
});
