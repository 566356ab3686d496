import { parsePolicy } from '@countersign/core/policy/parse';
import { parseEntry } from '@countersign/core/log/entry';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/app/caller.ts';
import { castVote } from '../../src/app/cast-vote.ts';
import type { Fault } from '../../src/app/fault.ts';
import { startRun } from '../../src/app/start-run.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

/** A world whose only rule asks the releasers, and says this besides. */
async function worldWith(...lines: string[]): Promise<World> {
  const world = await aWorld();
  world.human('ADA', ['releasers']);
  await underPolicy(world, lines);
  return world;
}

async function underPolicy(world: World, lines: string[]): Promise<void> {
  const text = [
    'version: 1',
    'groups: { releasers: { slack: [S0RELEASE] } }',
    'rules:',
    '  - name: deploys',
    '    route: { slack: [C0RELEASES] }',
    '    stages: [{ name: release, quorum: 1, groups: [releasers] }]',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const policy = await openPolicyBook(world.store, { text, policy: parsed.policy }, 0);
  Object.assign(world.ctx, { policy });
}

const ask = (world: World, more: object = {}, by: Caller = caller, key?: string) =>
  submitRequest(world.ctx, by, { ...deployPayments, ...more }, key);

async function refusal(attempt: Promise<unknown>): Promise<Fault> {
  return attempt.then(
    () => expect.unreachable('It was not refused.'),
    (fault: Fault) => fault,
  );
}

async function decide(world: World, id: string, vote: 'approve' | 'reject', comment?: string) {
  await world.deliverAll();
  const card = (await world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const input = world.click(card, 'ADA', { vote, ...(comment === undefined ? {} : { comment }) });
  const result = await castVote(world.ctx, input);
  if (!result?.ok) throw new Error(result?.sentence);
}

async function refusals(world: World): Promise<unknown[]> {
  const entries = (await world.store.log.unsealed(1_000)).map(({ leaf }) => parseEntry(leaf));
  return entries.filter(({ kind }) => kind === 'submission.refused').map(({ body }) => body);
}

const startedBy = (id: string): Caller => ({
  ...caller,
  behind: [...caller.behind, { id, name: id, as: 'starter' }],
});

describe('the same question, while it is open,', () => {
  it('is one request, with or without keys', async () => {
    const world = await worldWith();
    const first = await ask(world, {}, caller, 'k1');
    expect(first.created).toBe(true);
    const second = { id: first.id, created: false };
    expect(await ask(world)).toEqual(second);
    expect(await ask(world, {}, caller, 'k2')).toEqual(second);
    expect(await ask(world, { reason: 'asked by another job' })).toEqual(second);
    await world.deliverAll();
    expect(world.chat.posts).toHaveLength(1);
    expect(await world.store.requests.countByStatus()).toEqual({ pending: 1 });
  });

  it('is one request of two that come at once', async () => {
    const world = await worldWith();
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, n) => ask(world, {}, caller, `${n}`)),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  it('has that answer by its key even once it was decided', async () => {
    const world = await worldWith();
    const { id } = await ask(world, {}, caller, 'k1');
    await ask(world, {}, caller, 'k2');
    await decide(world, id, 'approve');
    expect(await ask(world, {}, caller, 'k2')).toEqual({ id, created: false });
    expect(await ask(world, {}, caller, 'k3')).toMatchObject({ created: true });
    const other = ask(world, { reason: 'other' }, caller, 'k2');
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('is another one of another change, another bot, or under another policy', async () => {
    const world = await worldWith();
    const { id } = await ask(world);
    const bot = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
    const others = [await ask(world, { parameters: { region: 'eu' } }), await ask(world, {}, bot)];
    await underPolicy(world, ['expires: 2h']);
    others.push(await ask(world));
    expect(others.every(({ created }) => created)).toBe(true);
    expect(new Set([id, ...others.map((other) => other.id)]).size).toBe(4);
  });

  it('is another one where somebody else stands behind it, who may decide about the first', async () => {
    const world = await worldWith();
    const first = await ask(world, {}, startedBy('grace'));
    const second = await ask(world, {}, startedBy('ada'));
    expect(second).toMatchObject({ created: true });
    expect(await ask(world, {}, startedBy('grace'))).toEqual({ id: first.id, created: false });
  });

  it('is asked anew once its time is over, even where nothing has noticed yet', async () => {
    const world = await worldWith('expires: 10m');
    const { id } = await ask(world);
    world.pass(600_000);
    expect(await ask(world)).toMatchObject({ created: true });
    expect(await world.store.requests.get(id)).toMatchObject({ state: { status: 'expired' } });
  });

  it('is asked anew once it was taken back, or decided', async () => {
    const world = await worldWith();
    const first = await ask(world);
    await withdrawRequest(world.ctx, caller, first.id);
    const second = await ask(world);
    await decide(world, second.id, 'approve');
    const third = await ask(world);
    expect([second.created, third.created]).toEqual([true, true]);
  });

  it('gives one approval to one of two jobs that wait for it', async () => {
    const world = await worldWith();
    const { id } = await ask(world);
    await ask(world);
    await decide(world, id, 'approve');
    await startRun(world.ctx, caller, id, 'job-1');
    await expect(startRun(world.ctx, caller, id, 'job-2')).rejects.toMatchObject({
      code: 'already_started',
    });
  });
});

describe('after a rejection', () => {
  it('the same may not be asked for a while, whatever the change, and the refusal says why', async () => {
    const world = await worldWith('cooldown: 10m');
    const { id } = await ask(world);
    await decide(world, id, 'reject', 'Not on a Friday');
    world.pass(60_000);
    const fault = await refusal(ask(world, { parameters: { region: 'eu' } }));
    expect(fault).toMatchObject({
      code: 'cooling_down',
      retryAfter: 540,
      message:
        'CI deploy may not ask for deploy on payments-api before 2026-11-22 10:10 UTC, since ada rejected it at 2026-11-22 10:00 UTC. The reason given: “Not on a Friday”. Talk to them, or ask again then.',
    });
    expect(await ask(world, { resource: 'orders-api' })).toMatchObject({ created: true });
    world.pass(540_000);
    expect(await ask(world)).toMatchObject({ created: true });
  });

  it('is no time to wait where no rule says so', async () => {
    const world = await worldWith();
    await decide(world, (await ask(world)).id, 'reject', 'no');
    expect(await ask(world)).toMatchObject({ created: true });
  });

  it('holds only the identity that was refused', async () => {
    const world = await worldWith('cooldown: 10m');
    await decide(world, (await ask(world)).id, 'reject', 'no');
    const bot = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
    expect(await ask(world, {}, bot)).toMatchObject({ created: true });
  });

  it('what is open already is still the answer to itself', async () => {
    const world = await worldWith('cooldown: 10m');
    const open = await ask(world);
    const other = await ask(world, { parameters: { region: 'eu' } });
    await decide(world, other.id, 'reject', 'no');
    expect(await ask(world)).toEqual({ id: open.id, created: false });
  });

  it('a job gone wild is in the log once a minute', async () => {
    const world = await worldWith('cooldown: 10m');
    await decide(world, (await ask(world)).id, 'reject', 'no');
    for (let n = 0; n < 5; n += 1) await refusal(ask(world));
    expect(await refusals(world)).toHaveLength(1);
    world.pass(60_000);
    await refusal(ask(world));
    expect(await refusals(world)).toHaveLength(2);
  });
});

const change = (n: number) => ({ parameters: { n } });

describe('an identity that asks too often', () => {
  it('is told when it may go on, and others are not held', async () => {
    const world = await worldWith('limit: { count: 3, per: 1h }');
    for (let n = 0; n < 3; n += 1) {
      await ask(world, change(n));
      world.pass(60_000);
    }
    expect(await refusal(ask(world, change(3)))).toMatchObject({
      code: 'rate_limited',
      retryAfter: 3_420,
      message:
        "CI deploy may ask 3 times in 1h by the rule “deploys”, and has done so. Ask again after 2026-11-22 11:00 UTC, or have the rule's limit raised.",
    });
    expect(await refusals(world)).toMatchObject([{ code: 'rate_limited' }]);
    const bot = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
    expect(await ask(world, change(3), bot)).toMatchObject({ created: true });
    world.pass(3_420_000);
    expect(await ask(world, change(3))).toMatchObject({ created: true });
    expect(await refusal(ask(world, change(4)))).toMatchObject({ retryAfter: 60 });
  });

  it('uses nothing up by what was asked before', async () => {
    const world = await worldWith('limit: { count: 2, per: 1h }');
    const first = await ask(world, change(0));
    for (let n = 0; n < 5; n += 1) await ask(world, change(0));
    await ask(world, change(1));
    expect(await ask(world, change(0))).toEqual({ id: first.id, created: false });
  });
});

describe('an approval that may be used again', () => {
  const REUSE = 'reuse: { uses: 2, within: 30m }';

  it('answers the same question at once, as long as it serves', async () => {
    const world = await worldWith(REUSE);
    const { id } = await ask(world);
    await decide(world, id, 'approve');
    expect(await ask(world, {}, caller, 'k2')).toEqual({ id, created: false });
    await startRun(world.ctx, caller, id, 'job-1');
    expect(await ask(world)).toEqual({ id, created: false });
    await startRun(world.ctx, caller, id, 'job-2');
    expect(await ask(world)).toMatchObject({ created: true });
  });

  it('answers nothing more once its time is over', async () => {
    const world = await worldWith(REUSE);
    const { id } = await ask(world);
    await decide(world, id, 'approve');
    world.pass(1_800_000);
    expect(await ask(world)).toMatchObject({ created: true });
    await expect(startRun(world.ctx, caller, id, 'job-1')).rejects.toMatchObject({
      code: 'approval_too_old',
    });
  });

  it('answers nobody who gave it', async () => {
    const world = await worldWith(REUSE);
    const { id } = await ask(world);
    await decide(world, id, 'approve');
    expect(await ask(world, {}, startedBy('ada'))).toMatchObject({ created: true });
    await expect(startRun(world.ctx, startedBy('ada'), id, 'job-1')).rejects.toMatchObject({
      code: 'own_request',
    });
  });
});

async function allowedTwice(): Promise<World> {
  const world = await aWorld();
  const text =
    'version: 1\ngroups: {}\nrules:\n  - { name: free, allow: { limit: { count: 2, per: 1h } } }\n';
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const policy = await openPolicyBook(world.store, { text, policy: parsed.policy }, 0);
  Object.assign(world.ctx, { policy });
  return world;
}

it('a rule that allows is held to its limit', async () => {
  const world = await allowedTwice();
  await ask(world);
  await ask(world);
  expect(await refusal(ask(world))).toMatchObject({ code: 'allowance_used_up', retryAfter: 3_600 });
});

it('a rule that allows is held to its limit by those who ask at the same moment', async () => {
  const world = await allowedTwice();
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => ask(world)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  const faults = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  for (const fault of faults) expect(fault).toMatchObject({ code: 'allowance_used_up' });
});

it('a key serves one of two bodies, though the first of them is asked already', async () => {
  const world = await worldWith();
  await ask(world);
  const other = { reason: 'Another one', resource: 'billing-api' };
  const both = await Promise.allSettled([
    ask(world, {}, caller, 'k2'),
    ask(world, other, caller, 'k2'),
  ]);
  const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
  const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect([won.length, lost.length]).toEqual([1, 1]);
  expect(lost[0]).toMatchObject({ code: 'idempotency_key_reused' });
  expect((await world.store.requests.findByKey(caller.identity.id, 'k2'))?.id).toBe(won[0]);
});
