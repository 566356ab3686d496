import { describe, expect, it, beforeEach } from 'vitest';
import { tellStory } from '@countersign/core/log/story';
import { castVote } from '../../src/app/cast-vote.ts';
import type { VoteResult } from '../../src/ports/chat-use-cases.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import type { Card } from '../../src/ports/card.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';
import { claim } from '../support/claim.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('BOB', ['releasers', 'security']);
  world.human('CY', ['security']);
  world.human('OLGA', ['releasers']);
  world.human('MALLORY', []);
});

async function asked(resource = 'payments-api'): Promise<{ id: string; card: Card }> {
  const { id } = await submitRequest(world.ctx, caller, { ...deployPayments, resource });
  await world.deliverAll();
  return { id, card: await cardOf(id) };
}

async function cardOf(id: string): Promise<Card> {
  const card = (await world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('The request has no card.');
  return card;
}

/** What a refused person is told. */
function refusalIn(result: VoteResult | null | undefined): string {
  return result && !result.ok ? result.sentence : '';
}

describe('an approval by click', () => {
  it('decides, settles the card, writes the thread and fires the binding', async () => {
    const { id, card } = await asked();
    const result = await castVote(world.ctx, world.click(card, 'ADA'));
    expect(result).toMatchObject({ ok: true, state: { status: 'approved' } });
    await world.deliverAll();
    expect(world.chat.updates.at(-1)).toMatchObject({ card: { state: { status: 'approved' } } });
    expect(world.chat.replies.map((reply) => reply.text).join()).toContain('ada approved.');
    expect(world.sent).toMatchObject([{ type: 'request.approved', data: { request: id } }]);
  });

  it('is a whole story in the log', async () => {
    const { id, card } = await asked();
    await castVote(world.ctx, world.click(card, 'MALLORY'));
    await castVote(world.ctx, world.click(card, 'ADA'));
    const story = tellStory(await world.entries(id));
    expect(story).toMatchObject({ decision: { outcome: 'approved' }, votes: [{ person: 'ada' }] });
  });

  it('changes nothing the second time, and says who decided', async () => {
    const { id, card } = await asked();
    await castVote(world.ctx, world.click(card, 'ADA'));
    const before = await world.store.requests.get(id);
    const again = await castVote(world.ctx, world.click(card, 'BOB'));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'already_decided' } });
    expect(refusalIn(again)).toContain('ada approved it');
    expect((await world.store.requests.get(id))?.version).toBe(before?.version);
  });

  it('lets one of two at the same moment through, and tells the other who decided', async () => {
    const { card } = await asked();
    const results = await Promise.all([
      castVote(world.ctx, world.click(card, 'ADA')),
      castVote(world.ctx, world.click(card, 'BOB')),
    ]);
    expect(results.filter((result) => result?.ok)).toHaveLength(1);
    const loser = results.find((result) => !result?.ok);
    expect(refusalIn(loser)).toMatch(/(ada|bob) approved it/u);
  });
});

describe('a click by the wrong person', () => {
  it.each([
    ['in no group', 'MALLORY', 'not_eligible'],
    ['who owns the bot', 'OLGA', 'own_request'],
    ['whom nobody knows', 'NOBODY', 'lookup_failed'],
  ])('%s is refused, told so in private, and logged', async (_, user, code) => {
    const { id, card } = await asked();
    const result = await castVote(world.ctx, world.click(card, user));
    expect(result).toMatchObject({ ok: false, refusal: { code } });
    await world.deliverAll();
    expect(world.chat.notes).toMatchObject([{ user, thread: null }]);
    expect((await world.store.requests.get(id))?.state.status).toBe('pending');
    const refusals = (await world.entries(id)).filter((entry) => entry.kind === 'vote.refused');
    expect(refusals).toMatchObject([{ body: { code } }]);
  });

  it('is told in the thread once the thread has a reply, as Slack wants it', async () => {
    const { card } = await asked('vault');
    await castVote(world.ctx, world.click(card, 'ADA'));
    const current = await cardOf(card.request);
    await castVote(world.ctx, world.click(current, 'MALLORY'));
    await world.deliverAll();
    expect(world.chat.notes).toMatchObject([{ user: 'MALLORY', thread: card.message }]);
  });

  it('says who can', async () => {
    const { card } = await asked();
    const result = await castVote(world.ctx, world.click(card, 'MALLORY'));
    expect(refusalIn(result)).toContain('ada or bob can.');
    expect(refusalIn(result)).not.toContain('olga');
  });
});

describe('a button', () => {
  it('of an earlier stage decides nothing', async () => {
    const { id, card } = await asked('vault');
    await castVote(world.ctx, world.click(card, 'ADA'));
    const stale = await castVote(world.ctx, world.click(card, 'CY'));
    expect(stale).toMatchObject({ ok: false, refusal: { code: 'stale_card' }, request: id });
    const fresh = await castVote(world.ctx, world.click(await cardOf(id), 'CY'));
    expect(fresh).toMatchObject({ ok: true, state: { status: 'pending', stage: 1 } });
  });

  it('pressed in another channel than its card’s decides nothing', async () => {
    const { card } = await asked();
    const result = await castVote(world.ctx, world.click(card, 'ADA', { channel: 'C0OTHER' }));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'stale_card' } });
  });

  it('in a channel that has been shared with others decides nothing', async () => {
    const { card } = await asked();
    world.channels.set('C0RELEASES', 'shared_externally');
    const result = await castVote(world.ctx, world.click(card, 'ADA'));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'channel_shared_externally' } });
  });

  it('that nobody made decides nothing', async () => {
    const { card } = await asked();
    const forged = { ...card, control: 'ctl_forged', message: null };
    const result = await castVote(world.ctx, world.click(forged, 'ADA'));
    expect(result).toMatchObject({ ok: false, refusal: { code: 'stale_card' }, request: null });
  });
});

describe('a change that does not fit on the card', () => {
  const diff = `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+${'2'.repeat(20_000)}\n`;

  it('can be approved once it lies whole in the thread, not before', async () => {
    const submission = { ...deployPayments, change: { diff } };
    const { id } = await submitRequest(world.ctx, caller, submission);
    const [post] = await claim(world.store, {
      now: world.ctx.now(),
      leaseMs: 1,
      limit: 1,
      owner: 'x',
    });
    expect(post?.task.kind).toBe('card.post');
    const reviewed = async () => world.click(await cardOf(id), 'ADA', { reviewed: true });
    const early = await castVote(world.ctx, await reviewed());
    expect(early).toMatchObject({ ok: false, refusal: { code: 'change_not_shown' } });
    world.pass(10);
    await world.deliverAll();
    expect(world.chat.uploads[0]?.content).toContain(diff);
    const unread = await castVote(world.ctx, world.click(await cardOf(id), 'ADA'));
    expect(unread).toMatchObject({ ok: false, refusal: { code: 'review_required' } });
    const late = await castVote(world.ctx, await reviewed());
    expect(late).toMatchObject({ ok: true, state: { status: 'approved' } });
  });
});
