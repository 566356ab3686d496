import { isOnChat } from '@countersign/core/people';
import { expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { delegate, undelegate } from '../../src/app/delegations.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { aWorld, caller, deployPayments } from '../support/world.ts';

const account = (user: string) => ({ platform: 'slack' as const, team: 'T1', user });

async function aPlace() {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  world.human('OLGA', ['releasers']);
  world.human('SAM', []);
  world.human('HELPER', [], { standing: 'bot' });
  const { id } = await submitRequest(world.ctx, caller, deployPayments);
  await world.deliverAll();
  const names = (who: string, standIn: string, act?: string) =>
    delegate(world.ctx, {
      account: account(who),
      standIn: account(standIn),
      until: '2026-12-01',
      act,
    });
  const approves = (user: string) =>
    castVote(world.ctx, {
      target: { request: id },
      vote: 'approve',
      account: account(user),
      kind: 'command',
      channel: null,
      message: null,
    });
  const current = () => world.store.delegations.current(world.ctx.now());
  return { ...world, id, names, approves, current };
}

it('a command that is sent again names nobody anew', async () => {
  const { ctx, names, current } = await aPlace();
  expect(await names('ADA', 'SAM', 't1')).toContain('stands in for you');
  expect(await undelegate(ctx, { account: account('ADA'), act: 't2' })).toContain('any more');
  expect(await names('ADA', 'SAM', 't1')).toBeNull();
  expect(await current()).toEqual([]);
});

it('a bot is nobody’s stand-in, and the owner of the bot has none for its requests', async () => {
  const { names, approves, current } = await aPlace();
  expect(await names('ADA', 'HELPER')).toContain('is an active, full member');
  expect(await current()).toEqual([]);
  await names('OLGA', 'SAM');
  expect(await approves('SAM')).toMatchObject({ refusal: { code: 'not_eligible' } });
});

it('a stand-in of a member who lost the right does not vote by what was right before', async () => {
  const { names, approves, human } = await aPlace();
  await names('ADA', 'SAM');
  human('ADA', [], { groups: { releasers: 'not_member' } });
  expect(await approves('SAM')).toMatchObject({ refusal: { code: 'not_eligible' } });
  human('ADA', ['releasers'], { standing: 'deactivated' });
  expect(await approves('SAM')).toMatchObject({ refusal: { code: 'not_eligible' } });
  human('ADA', ['releasers'], { standing: 'unknown' });
  expect(await approves('SAM')).toMatchObject({ refusal: { code: 'lookup_failed' } });
  human('ADA', ['releasers']);
  expect(await approves('SAM')).toMatchObject({ ok: true });
});

it('of several at once one is named, and all of it is in the log by ids', async () => {
  const { names, current, store } = await aPlace();
  await Promise.all([names('ADA', 'SAM'), names('ADA', 'OLGA'), names('ADA', 'SAM')]);
  expect(await current()).toHaveLength(1);
  const [{ id, principal, standIn } = { id: '', principal: null, standIn: null }] = await current();
  expect(principal?.person.id).toBe('ada');
  expect(['sam', 'olga']).toContain(standIn?.person.id);
  expect(await store.log.countUnsealed()).toBeGreaterThan(0);
  expect(id).toMatch(/^sub_/);
});

it('who was a stand-in when that was looked up, and is none when the vote is written, has no vote', async () => {
  const { ctx, id, names, approves, store } = await aPlace();
  await names('ADA', 'SAM');
  const { people } = ctx;
  ctx.people = {
    ...people,
    memberships: async (asked, ...more) => {
      if (asked.user === 'ADA' && isOnChat(asked))
        await undelegate(ctx, { account: asked, act: undefined });
      return people.memberships(asked, ...more);
    },
  };
  expect(await approves('SAM')).toMatchObject({ refusal: { code: 'not_eligible' } });
  expect(await store.requests.get(id)).toMatchObject({ state: { status: 'pending', votes: [] } });
});

it('a command whose look-up failed is carried out when it comes again', async () => {
  const { ctx, names, current } = await aPlace();
  const { people } = ctx;
  const away = { ...people, resolve: () => Promise.reject(new Error('The directory is away.')) };
  ctx.people = away;
  await expect(names('ADA', 'SAM', 't1')).rejects.toThrow('away');
  ctx.people = people;
  expect(await names('ADA', 'SAM', 't1')).toContain('stands in for you');
  ctx.people = away;
  const end = () => undelegate(ctx, { account: account('ADA'), act: 't2' });
  await expect(end()).rejects.toThrow('away');
  ctx.people = people;
  expect(await end()).toContain('any more');
  expect(await end()).toBeNull();
  expect(await current()).toEqual([]);
});
