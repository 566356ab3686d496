import { parsePolicy } from '@countersign/core/policy/parse';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { deliver } from '../../src/app/deliver/index.ts';
import { loadView } from '../../src/app/load-view.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { ChatFailure, type ChatPlatform, type FallbackNotice } from '../../src/ports/chat.ts';
import type { Card } from '../../src/ports/card.ts';
import { claim } from '../support/claim.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

const rule = {
  name: 'deploys',
  match: { action: 'deploy' },
  route: { direct: ['slack', 'teams'], fallback: ['ops'] },
  stages: [{ name: 'release', quorum: 1, groups: ['releasers'] }],
};

let world: World;
let told: FallbackNotice[];
/** To whom a card went in Teams, by channel. */
let inTeams: string[];

beforeEach(async () => {
  world = await aWorld();
  const { ctx } = world;
  told = [];
  inTeams = [];
  await ruled(rule);
  ctx.fallbacks.set('ops', {
    platform: 'slack',
    tell: async (_, notice) => void told.push(notice),
    settle: async () => {},
  });
  const teams: ChatPlatform = {
    ...world.chat,
    platform: 'teams',
    open: async (user) => `a:${user}`,
    post: async (channel) => {
      inTeams.push(channel);
      return { message: `m-${channel}` };
    },
  };
  ctx.chats.set('teams', teams);
});

async function ruled(one: object): Promise<void> {
  const { ctx, store } = world;
  const groups = { releasers: { slack: ['S0RELEASE'] }, owners: { slack: ['S0OWNERS'] } };
  const text = JSON.stringify({ version: 1, groups, rules: [one] });
  const parsed = parsePolicy(text, { webhooks: [], fallbacks: ['ops'] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text, policy: parsed.policy }, ctx.now());
}

/** Those of Slack have the same account in Teams. */
function onBoth({ ctx }: World): void {
  const before = { ...ctx.people };
  ctx.people.addressees = async (groups, most) =>
    (await before.addressees(groups, most))?.map(({ accounts = [], ...member }) => ({
      ...member,
      accounts: [
        ...accounts,
        ...accounts.map((account) => ({ ...account, platform: 'teams' as const })),
      ],
    })) ?? null;
}

const asked = async () => {
  const { id } = await submitRequest(world.ctx, caller, deployPayments);
  await world.deliverAll();
  return id;
};
/** Who is to be asked is found while the cards of those who were are on their way. */
async function drawWhileAsking(): Promise<void> {
  const { ctx, store, chat } = world;
  const due = { now: ctx.now(), leaseMs: 30_000, limit: 100, owner: 'test' };
  const claimed = await claim(store, due);
  const [asks, others] = [true, false].map((is) =>
    claimed.filter(({ task }) => (task.kind === 'people.ask') === is),
  );
  const found = Promise.withResolvers<void>();
  const update: ChatPlatform['update'] = async (...shown) => {
    await chat.update(...shown);
    await found.promise;
  };
  ctx.chats.set('slack', { ...chat, update });
  const drawing = (others ?? []).map((one) => deliver(ctx, one));
  await vi.waitUntil(() => chat.updates.length > 0);
  for (const ask of asks ?? []) await deliver(ctx, ask);
  found.resolve();
  const drawn = (await Promise.all(drawing)).flatMap((one) =>
    one.outcome === 'done' ? (one.effects?.drawn ?? []) : [],
  );
  const settled = claimed.map(({ id, attempt }) => ({ id, attempt, outcome: 'done' as const }));
  await store.commit({ drawn, settled });
  ctx.chats.set('slack', chat);
}

const cardsOf = async (id: string): Promise<Card[]> =>
  (await world.store.requests.get(id))?.cards ?? [];
const turnedAway = new ChatFailure('unavailable', 'Slack takes no direct message to ADA.');

describe('people are written to one by one', () => {
  it('on one platform each, the first that takes it', async () => {
    world.human('ADA', ['releasers']);
    world.human('GRACE', ['releasers']);
    onBoth(world);
    world.chat.fail('open', turnedAway);
    const id = await asked();
    expect(inTeams).toEqual(['a:ADA']);
    expect(world.chat.posts.map(({ channel }) => channel)).toEqual(['D-GRACE']);
    expect(await cardsOf(id)).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it('on the next one where a conversation opens and takes no card', async () => {
    world.human('ADA', ['releasers']);
    onBoth(world);
    world.chat.fail('post', turnedAway);
    const id = await asked();
    expect(inTeams).toEqual(['a:ADA']);
    const kinds = (await world.entries(id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'people.asked')).toHaveLength(2);
    expect(kinds).toContain('channel.unavailable');
    const view = await loadView(world.ctx, caller, id);
    expect(view.direct).toEqual(['slack', 'teams']);
    expect(view.explanation).not.toContain('takes no direct message');
    // Nobody else has a use for where it stands.
    expect(view.cards.flatMap(({ link }) => link ?? [])).toEqual([]);
    expect(told).toEqual([]);
  });

  it('unless none takes it: the fallbacks are told', async () => {
    world.human('ADA', ['releasers']);
    world.chat.fail('post', turnedAway);
    const id = await asked();
    expect(told).toMatchObject([{ unposted: { channel: 'direct messages' } }]);
    const { explanation, cards } = await loadView(world.ctx, caller, id);
    expect(explanation).toContain('Nobody who may decide stage “release” could be written to');
    expect(cards.map(({ state }) => state)).toContain('unavailable');
  });

  it('unless they are more than are written to', async () => {
    for (let n = 0; n < 21; n += 1) world.human(`U${n}`, ['releasers']);
    const id = await asked();
    expect(world.chat.posts).toEqual([]);
    expect(told).toHaveLength(1);
    const { explanation } = await loadView(world.ctx, caller, id);
    expect(explanation).toContain('More than 20 people may decide stage “release”');
  });

  it('of a later stage, too, who may be more than are written to', async () => {
    world.human('ADA', ['releasers']);
    for (let n = 0; n < 21; n += 1) world.human(`U${n}`, ['owners']);
    const stages = [...rule.stages, { name: 'owners', quorum: 1, groups: ['owners'] }];
    await ruled({ ...rule, stages });
    const id = await asked();
    const [card] = await cardsOf(id);
    if (!card) throw new Error('Ada has no card.');
    expect(await castVote(world.ctx, world.click(card, 'ADA'))).toMatchObject({ ok: true });
    await world.deliverAll();
    const { explanation } = await loadView(world.ctx, caller, id);
    expect(explanation).toContain('More than 20 people may decide stage “owners”');
    expect(told).toHaveLength(1);
  });

  it('of a later stage by the cards that they have, also where one is just being drawn', async () => {
    world.human('ADA', ['releasers']);
    world.human('GRACE', ['releasers', 'owners']);
    const stages = [...rule.stages, { name: 'owners', quorum: 1, groups: ['owners'] }];
    await ruled({ ...rule, stages });
    const id = await asked();
    const card = (await cardsOf(id)).find(({ channel }) => channel === 'D-ADA');
    if (!card) throw new Error('Ada has no card.');
    expect(await castVote(world.ctx, world.click(card, 'ADA'))).toMatchObject({ ok: true });
    await drawWhileAsking();
    await world.deliverAll();
    const grace = (await cardsOf(id)).find(({ channel }) => channel === 'D-GRACE');
    const shown = world.chat.updates.findLast(({ message }) => message === grace?.message);
    expect(shown?.card.card.direct).toEqual({ recipient: 'GRACE', stage: 1 });
  });

  it('once they can be looked up, which the fallbacks do not wait for', async () => {
    world.human('ADA', ['releasers']);
    const before = { ...world.ctx.people };
    world.ctx.people.addressees = async () => {
      throw new Error('Slack is away.');
    };
    const id = await asked();
    for (let n = 0; n < 8; n += 1) {
      world.pass(2_000);
      await world.deliverAll();
    }
    expect(told).toHaveLength(1);
    world.ctx.people = before;
    world.pass(2_000);
    await world.deliverAll();
    expect(world.chat.posts.map(({ channel }) => channel)).toEqual(['D-ADA']);
    const { explanation } = await loadView(world.ctx, caller, id);
    expect(explanation).not.toContain('looked up');
  });

  it('and nobody by who is no full member, or who may have left', async () => {
    world.human('ADA', ['releasers']);
    world.human('GUS', ['releasers'], { standing: 'guest' });
    world.human('STAN', ['releasers'], { standing: 'unknown' });
    const before = { ...world.ctx.people };
    world.human('GONE', ['releasers']);
    world.ctx.people.memberships = async (account, ...rest) =>
      account.user === 'GONE' ? { releasers: 'unknown' } : before.memberships(account, ...rest);
    await asked();
    expect(world.chat.posts.map(({ channel }) => channel)).toEqual(['D-ADA']);
  });
});

it('words about a change too large for a card count only of somebody who was shown all of it', async () => {
  world.human('ADA', ['releasers']);
  world.human('GRACE', ['releasers']);
  const diff = `--- a/x\n+++ b/x\n${'+line\n'.repeat(2_500)}`;
  const { id } = await submitRequest(world.ctx, caller, { ...deployPayments, change: { diff } });
  world.chat.fail('upload', new ChatFailure('rejected', 'No.'));
  await world.deliverAll();
  const cards = await cardsOf(id);
  const lacking = cards.find(({ whole }) => !whole)?.direct?.recipient ?? '';
  const complete = cards.find(({ whole }) => whole)?.direct?.recipient ?? '';
  const approve = (user: string) =>
    castVote(world.ctx, {
      target: { request: id },
      vote: 'approve',
      reviewed: true,
      account: { platform: 'slack', team: 'T1', user },
      kind: 'command',
      channel: null,
      message: null,
    });
  expect(await approve(lacking)).toMatchObject({
    ok: false,
    refusal: { code: 'change_not_shown' },
  });
  expect(await approve(complete)).toMatchObject({ ok: true });
});
