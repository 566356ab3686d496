import { describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { decideTogether, openTogether } from '../../src/app/decide-together.ts';
import type { ListClick } from '../../src/ports/list-use-cases.ts';
import { account, aBurstyWorld } from '../app/bursts.ts';

type World = Awaited<ReturnType<typeof aBurstyWorld>>;

const listed = async () => {
  const world = await aBurstyWorld();
  const ids = (await world.asked('one', 'two', 'three')) as [string, string, string];
  return { world, ids };
};

async function open(world: World, ids: string[], more: Partial<ListClick> = {}) {
  const { control, channel } = await world.cardOf(ids[0] ?? '');
  const click = { control, channel, vote: 'approve', account: account('U1'), ...more } as const;
  return openTogether(world.ctx, click);
}

async function opened(world: World, ids: string[], more: Partial<ListClick> = {}) {
  const form = await open(world, ids, more);
  if (!form.ok) throw new Error(form.sentence);
  return form;
}

const send = (world: World, form: string, user = 'U1', reason?: string) =>
  decideTogether(
    world.ctx,
    { form, account: account(user), ...(reason === undefined ? {} : { reason }) },
    (vote) => castVote(world.ctx, vote),
  );

const statuses = (world: World, ids: string[]) =>
  Promise.all(ids.map(async (id) => (await world.stateOf(id)).status));

describe('a form about several requests', () => {
  it('is known by a name of the store: a made up one decides nothing', async () => {
    const { world, ids } = await listed();
    const [one] = ids;
    for (const forged of ['frm_1', '', one, (await world.cardOf(one)).control]) {
      expect(await send(world, forged)).toMatchObject({ ok: false });
    }
    expect(await statuses(world, ids)).toEqual(['pending', 'pending', 'pending']);
  });

  it('is of whoever opened it, though another may decide as well', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    expect(await send(world, form, 'U2')).toMatchObject({ ok: false });
    expect(await statuses(world, ids)).toEqual(['pending', 'pending', 'pending']);
  });

  it('decides once: sent off again, it changes nothing and says so', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    expect(await send(world, form)).toMatchObject({ replayed: false, refused: [] });
    const before = await Promise.all(ids.map((id) => world.entries(id)));
    expect(await send(world, form)).toMatchObject({ replayed: true, done: [], refused: [] });
    expect(await Promise.all(ids.map((id) => world.entries(id)))).toEqual(before);
  });

  it('approves no other digest than the one it showed', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    // As if the store had been put back, or somebody had written to it.
    await world.store.requests.change(ids[1], ({ state }) => ({
      state: { ...state, digest: `sha256:${'6'.repeat(64)}` },
      result: null,
    }));
    expect(await send(world, form)).toMatchObject({ refused: [{ what: expect.any(String) }] });
    expect(await statuses(world, ids)).toEqual(['approved', 'pending', 'approved']);
  });

  it('approves nothing that joined after it was opened', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    const [late = ''] = await world.asked('late');
    await send(world, form);
    expect(await statuses(world, [...ids, late])).toEqual([
      'approved',
      'approved',
      'approved',
      'pending',
    ]);
  });

  it('leaves alone what was decided in between, and decides the others', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    const click = world.click(await world.cardOf(ids[0]), 'U2', { vote: 'reject', comment: 'No.' });
    await castVote(world.ctx, click);
    const result = await send(world, form);
    expect(result).toMatchObject({ done: { length: 2 }, refused: { length: 1 } });
    expect(await statuses(world, ids)).toEqual(['rejected', 'approved', 'approved']);
    expect((await world.entries(ids[0])).map(({ kind }) => kind)).toContain('vote.refused');
  });

  it('asks anew who may decide: whoever left the group since decides nothing', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    world.human('U1', []);
    expect(await send(world, form)).toMatchObject({ done: [], refused: { length: 3 } });
    expect(await statuses(world, ids)).toEqual(['pending', 'pending', 'pending']);
  });

  it('leaves out what the person has a part in, whatever else they may decide', async () => {
    const { world } = await listed();
    world.ctx.authorsOf = (addresses) =>
      addresses.map((address) => ({ id: 'u1', name: address, as: 'author' }));
    const change = { commit: 'abcdef0', authors: ['ada@example.com'] };
    const mine = await world.ask('mine', { change });
    await world.deliverAll();
    const list = (await world.cardOf(mine)).list ?? '';
    const host = await world.store.cards.get(list);
    const form = await opened(world, [host?.request ?? '']);
    expect(form.left).toMatchObject([{ why: 'You have a part in it.' }]);
    await send(world, form.form);
    expect((await world.stateOf(mine)).status).toBe('pending');
  });

  it('rejects nothing without a reason', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids, { vote: 'reject' });
    expect(await send(world, form, 'U1', '')).toMatchObject({ ok: false });
    expect(await send(world, form, 'U1', 'Not now.')).toMatchObject({ done: { length: 3 } });
    expect(await statuses(world, ids)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('is out of date after an hour', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    world.pass(3_600_000);
    expect(await send(world, form)).toMatchObject({ ok: false });
  });

  it('opens from its own channel alone', async () => {
    const { world, ids } = await listed();
    expect(await open(world, ids, { channel: 'C0OTHER' })).toMatchObject({ ok: false });
    expect(await open(world, ids, { channel: null })).toMatchObject({ ok: false });
    expect(await open(world, ids, { control: 'ctl_made_up' })).toMatchObject({ ok: false });
  });

  it('puts on record what it showed, and to whom', async () => {
    const { world, ids } = await listed();
    const { form } = await opened(world, ids);
    const kept = await world.store.lists.form(form);
    expect(kept?.shown.map(({ request }) => request)).toEqual(ids);
    const { digest } = await world.stateOf(ids[2]);
    expect(kept?.shown[2]).toMatchObject({ digest, stage: 0 });
  });
});

describe('a line of a list', () => {
  it('can not be approved as if it stood alone where it does not show all', async () => {
    const world = await aBurstyWorld();
    await world.ask('one');
    const two = await world.ask('two', { change: { diff: '+a longer change\n' } });
    await world.deliverAll();
    const card = await world.cardOf(two);
    const result = await castVote(world.ctx, world.click(card, 'U1'));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'review_required' } });
    const target = { request: two };
    const words = { ...world.click(card, 'U1'), target, kind: 'command', message: null } as const;
    expect(await castVote(world.ctx, words)).toMatchObject({ ok: false });
    expect(await castVote(world.ctx, { ...world.click(card, 'U1'), reviewed: true })).toMatchObject(
      {
        ok: true,
      },
    );
  });

  it('of a request whose message became a list since is held to what the list shows', async () => {
    const world = await aBurstyWorld();
    const one = await world.ask('one', { change: { diff: '+a longer change\n' } });
    await world.deliverAll();
    await world.asked('two');
    const target = { request: one };
    const words = { ...world.click(await world.cardOf(one), 'U1'), target, message: null };
    expect(await castVote(world.ctx, words)).toMatchObject({ ok: false });
  });

  it("decides nothing from another card's message or another channel", async () => {
    const { world, ids } = await listed();
    const card = await world.cardOf(ids[1]);
    const click = world.click(card, 'U1', { channel: 'C0OTHER' });
    expect(await castVote(world.ctx, click)).toMatchObject({ ok: false });
    const copied = world.click(card, 'U1', { message: 'ts-elsewhere' });
    expect(await castVote(world.ctx, copied)).toMatchObject({ ok: false });
    await world.deliverAll();
    expect(world.chat.superseded).toEqual(['ts-elsewhere']);
    expect(await world.cardOf(ids[0])).toMatchObject({ message: card.message });
  });
});
