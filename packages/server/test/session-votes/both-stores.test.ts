import { describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { recordShown } from '../../src/app/read-change.ts';
import { whenShown } from '../../src/app/restricted.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { withSessions } from '../../src/identity/people/with-sessions.ts';
import type { VoteInput } from '../../src/ports/chat-use-cases.ts';
import { useRule } from '../platforms/rule.ts';
import { engines, freshStores } from '../support/engines.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const issuer = 'https://login.example.com';
const SESSION = 'ses_1';
const session = (user: string) => ({ platform: 'session' as const, team: issuer, user });

describe.each(engines)('votes by a session on %s', (engine) => {
  const { fresh } = freshStores(engine);

  async function aPlace(quorum: number) {
    const world = await aWorld();
    const { ctx } = world;
    ctx.store = await fresh({ now: ctx.now });
    const listed = ['ada', 'bob'].map((id) => {
      world.human(id.toUpperCase(), ['releasers']);
      const user = id.toUpperCase();
      return { id, name: id, accounts: [{ platform: 'slack' as const, team: 'T1', user }] };
    });
    ctx.people = withSessions(ctx.people, { people: listed, listed: [listed] });
    const where = {
      groups: { releasers: { slack: ['S0RELEASE'] } },
      route: { slack: ['C0RELEASES'] },
      other: {},
    };
    const stages = [{ name: 'release', quorum, groups: ['releasers'] }];
    await useRule({ ...world, store: ctx.store }, where, { stages });
    const { id } = await submitRequest(ctx, caller, deployPayments);
    const stored = async () => {
      const found = await ctx.store.requests.get(id);
      if (!found) throw new Error(`There is no request ${id}.`);
      return found;
    };
    const { digest } = (await stored()).state;
    const at = ctx.now();
    await ctx.store.sessions.start(
      {
        id: SESSION,
        hash: 'a hash',
        person: 'ada',
        login: { issuer, subject: 'ada', groups: [] },
        startedAt: at,
        seenAt: at,
        expiresAt: at + 3_600_000,
      },
      { once: { scope: 'sign-in', id: 'one', at }, replaces: undefined },
      { entries: [] },
    );
    const input = (account: VoteInput['account'], act?: string): VoteInput => ({
      target: { request: id, stage: 0, seen: { digest } },
      vote: 'approve',
      account,
      kind: account.platform === 'session' ? 'api' : 'command',
      channel: null,
      message: null,
      ...(account.platform === 'session' ? { session: SESSION } : {}),
      ...(act === undefined ? {} : { act }),
    });
    const vote = (account: VoteInput['account'], act?: string) =>
      castVote(ctx, input(account, act));
    return { ctx, id, stored, vote, input };
  }

  it('are kept with where they came from, and counted among the figures', async () => {
    const { ctx, stored, vote } = await aPlace(1);
    expect(await vote(session('ada'))).toMatchObject({ ok: true, state: { status: 'approved' } });
    const via = { ...session('ada'), kind: 'api', session: SESSION };
    expect((await stored()).state.votes).toMatchObject([{ person: { id: 'ada' }, via }]);
    expect(await ctx.store.decisions.since(0, 10)).toMatchObject([
      { person: 'ada', platform: 'session' },
    ]);
  });

  it('and by Slack at the same moment are one human’s', async () => {
    const { ctx, stored, vote } = await aPlace(2);
    const slack = { platform: 'slack' as const, team: 'T1', user: 'ADA' };
    // A command in Slack looks for a card that is posted.
    const [card] = (await stored()).cards;
    if (card) await ctx.store.commit({ cards: [{ ...card, message: 'ts-1', whole: true }] });
    const both = await Promise.all([vote(slack), vote(session('ada'))]);
    expect(both.filter((one) => one?.ok)).toHaveLength(1);
    expect((await stored()).state.votes).toHaveLength(1);
    expect(await vote(session('bob'))).toMatchObject({ state: { status: 'approved' } });
  });

  it('are remembered by their key with what they did', async () => {
    const { stored, vote } = await aPlace(2);
    expect(await vote(session('ada'), 'ada one')).toMatchObject({ ok: true });
    expect(await vote(session('ada'), 'ada one')).toBeNull();
    expect((await stored()).state.votes).toHaveLength(1);
  });

  it('are none once it has ended', async () => {
    const { ctx, stored, vote } = await aPlace(1);
    await ctx.store.sessions.end(SESSION, { entries: [] });
    await expect(vote(session('ada'))).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await stored()).state.votes).toEqual([]);
  });

  it('find in the log to whom something restricted was shown', async () => {
    const { ctx, id, stored } = await aPlace(1);
    const may = { state: (await stored()).state, person: { id: 'ada', name: 'ada' } };
    const by = { account: session('ada'), kind: 'api', session: SESSION } as const;
    await recordShown(ctx, by, may, true);
    expect(await whenShown(ctx, session('ada'), id)).toBe(ctx.now());
    expect(await whenShown(ctx, session('bob'), id)).toBeNull();
    const slack = { platform: 'slack' as const, team: issuer, user: 'ada' };
    expect(await whenShown(ctx, slack, id)).toBeNull();
  });
});
