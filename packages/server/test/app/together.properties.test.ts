import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { decideTogether, openTogether } from '../../src/app/decide-together.ts';
import { account, aBurstyWorld } from './bursts.ts';

type World = Awaited<ReturnType<typeof aBurstyWorld>>;

/** What each request was before, and whose word it has. */
const before = fc.constantFrom('open', 'approved by Grace', 'withdrawn from Ada', 'too long');
const requests = fc.array(before, { minLength: 1, maxLength: 6 });

async function scene(kinds: string[]) {
  const world = await aBurstyWorld();
  world.ctx.authorsOf = () => [{ id: 'u1', name: 'Ada', as: 'author' }];
  const ids: string[] = [];
  for (const [at, kind] of kinds.entries()) {
    const change = {
      commit: 'abcdef0',
      ...(kind === 'withdrawn from Ada' ? { authors: ['ada@example.com'] } : {}),
      ...(kind === 'too long' ? { diff: '+a longer change\n' } : {}),
    };
    ids.push(await world.ask(`app-${at}`, { change }));
  }
  await world.deliverAll();
  return { world, ids };
}

async function decideFor(world: World, ids: string[], kinds: string[]) {
  for (const [at, kind] of kinds.entries()) {
    if (kind !== 'approved by Grace') continue;
    await castVote(world.ctx, world.click(await world.cardOf(ids[at] ?? ''), 'U2'));
  }
}

async function ends(world: World, ids: string[]) {
  return Promise.all(
    ids.map(async (id) => {
      const { status, stage, votes } = await world.stateOf(id);
      const kinds = (await world.entries(id)).map(({ kind }) => kind);
      return { status, stage, kinds, votes: votes.map(({ person, vote }) => [person.id, vote]) };
    }),
  );
}

it('a decision about several is what the same votes are one by one', async () => {
  const vote = fc.constantFrom('approve', 'reject');
  await fc.assert(
    fc.asyncProperty(requests, vote, async (kinds, word) => {
      const together = await scene(kinds);
      const { control, channel } = await together.world.cardOf(together.ids[0] ?? '');
      const click = { control, channel, vote: word, account: account('U1') } as const;
      const form = await openTogether(together.world.ctx, click);
      await decideFor(together.world, together.ids, kinds);
      const shown = form.ok ? form.items.map(({ state }) => state.id) : [];
      if (form.ok) {
        const sent = { form: form.form, account: account('U1'), reason: 'Because.' };
        await decideTogether(together.world.ctx, sent, (input) =>
          castVote(together.world.ctx, input),
        );
      }

      const alone = await scene(kinds);
      await decideFor(alone.world, alone.ids, kinds);
      for (const [at, id] of alone.ids.entries()) {
        if (!shown.includes(together.ids[at] ?? '')) continue;
        const card = await alone.world.cardOf(id);
        await castVote(alone.world.ctx, {
          ...alone.world.click(card, 'U1'),
          kind: 'modal',
          vote: word,
          ...(word === 'reject' ? { comment: 'Because.' } : { reviewed: true }),
        });
      }
      expect(await ends(together.world, together.ids)).toEqual(await ends(alone.world, alone.ids));
    }),
    { numRuns: 15 },
  );
});
