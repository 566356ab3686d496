import { beforeEach, describe, expect, it } from 'vitest';
import { adoptMessage } from '../../src/app/adopt-message.ts';
import { castVote } from '../../src/app/cast-vote.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { ChatFailure } from '../../src/ports/chat.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
  world.human('ADA', ['releasers']);
});

const lost = () => new ChatFailure('retry', 'No answer came.', { ambiguous: true });

async function postedWithoutAnswer() {
  world.chat.fail('lose post', lost());
  const { id } = await submitRequest(world.ctx, caller, deployPayments);
  await world.deliverAll();
  return id;
}

async function cardOf(id: string) {
  const card = (await world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('The request has no card.');
  return card;
}

describe('a posting whose answer is lost', () => {
  it('is adopted when the platform tells of it, and not posted again', async () => {
    const id = await postedWithoutAnswer();
    const [orphan] = world.chat.posts;
    await adoptMessage(world.ctx, (await cardOf(id)).id, {
      channel: 'C0RELEASES',
      message: orphan?.message ?? '',
    });
    world.pass(60_000);
    await world.deliverAll();
    expect(world.chat.posts).toHaveLength(1);
    expect((await cardOf(id)).message).toBe(orphan?.message);
  });

  it.each([
    ['shows what is committed', {}, 1],
    ['has buttons of before the card was posted again', { control: 'ctl_old' }, 0],
    ['shows a version that never was', { version: 9 }, 0],
  ])(
    'is drawn again unless the message says that it is up to date: one that %s',
    async (...[, more, drawn]) => {
      const id = await postedWithoutAnswer();
      const { id: card, control } = await cardOf(id);
      const at = { channel: 'C0RELEASES', message: world.chat.posts[0]?.message ?? '' };
      await adoptMessage(world.ctx, card, { ...at, shows: { version: 1, control, ...more } });
      expect((await cardOf(id)).drawn).toBe(drawn);
      await world.deliverAll();
      expect((await cardOf(id)).drawn).toBe(1);
    },
  );

  it('leaves no second live card: the copy loses its buttons when it becomes known', async () => {
    const id = await postedWithoutAnswer();
    world.pass(60_000);
    await world.deliverAll();
    expect(world.chat.posts).toHaveLength(2);
    const [copy, live] = world.chat.posts;
    await adoptMessage(world.ctx, (await cardOf(id)).id, {
      channel: 'C0RELEASES',
      message: copy?.message ?? '',
    });
    await world.deliverAll();
    expect(world.chat.superseded).toEqual([copy?.message]);
    expect((await cardOf(id)).message).toBe(live?.message);
  });

  it('counts when somebody clicks it before it is known, and the card settles', async () => {
    const id = await postedWithoutAnswer();
    const [orphan] = world.chat.posts;
    const card = { ...(await cardOf(id)), message: orphan?.message ?? null };
    expect(await castVote(world.ctx, world.click(card, 'ADA'))).toMatchObject({ ok: true });
    world.pass(60_000);
    await world.deliverAll();
    expect(world.chat.posts).toHaveLength(1);
    expect(world.chat.updates.at(-1)).toMatchObject({
      message: orphan?.message,
      card: { state: { status: 'approved' } },
    });
  });

  it('refuses a click on the copy, and takes its buttons away', async () => {
    const id = await postedWithoutAnswer();
    world.pass(60_000);
    await world.deliverAll();
    const card = { ...(await cardOf(id)), message: world.chat.posts[0]?.message ?? null };
    const result = await castVote(world.ctx, world.click(card, 'ADA'));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'stale_card' } });
    await world.deliverAll();
    expect(world.chat.superseded).toEqual([card.message]);
  });
});

describe('a card that cannot be updated', () => {
  it('does not undo the decision: the thread says it instead', async () => {
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    await world.deliverAll();
    await castVote(world.ctx, world.click(await cardOf(id), 'ADA'));
    world.chat.fail('update', new ChatFailure('gone', 'The message was deleted.'));
    await world.deliverAll();
    expect((await world.store.requests.get(id))?.state.status).toBe('approved');
    expect(world.chat.replies.at(-1)?.text).toContain('ada approved it');
  });
});

describe('a channel that cannot be used', () => {
  it('leaves the request open, tells the operator what to do, and posts once it is repaired', async () => {
    world.chat.fail(
      'post',
      new ChatFailure('unavailable', 'Invite the bot: /invite @countersign.'),
    );
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    await world.deliverAll();
    expect(await cardOf(id)).toMatchObject({
      unavailable: 'Invite the bot: /invite @countersign.',
      message: null,
    });
    expect(world.reports).toMatchObject([
      { level: 'error', message: 'Invite the bot: /invite @countersign.' },
    ]);
    world.pass(60_000);
    await world.deliverAll();
    expect(await cardOf(id)).toMatchObject({ unavailable: null });
    expect((await cardOf(id)).message).not.toBeNull();
  });
});
