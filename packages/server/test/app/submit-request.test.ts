import { parseEntry } from '@countersign/core/log/entry';
import { changeDigest } from '@countersign/core/change';
import { beforeEach, describe, expect, it } from 'vitest';
import { tickRequests } from '../../src/app/tick-requests.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { reportOutcome } from '../../src/app/report-outcome.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});

const statusOf = async (id: string) => (await world.store.requests.get(id))?.state.status;

describe('a submission', () => {
  it('is open under the digest of what was sent, for as long as policy says', async () => {
    const { id, created } = await submitRequest(world.ctx, caller, deployPayments);
    const stored = await world.store.requests.get(id);
    expect(created).toBe(true);
    expect(stored?.state).toMatchObject({
      status: 'pending',
      digest: changeDigest(deployPayments),
    });
    expect((stored?.state.expiresAt ?? 0) - (stored?.state.createdAt ?? 0)).toBe(3_600_000);
  });

  it('can ask for less time than policy gives, never for more', async () => {
    const short = await submitRequest(world.ctx, caller, { ...deployPayments, expiresIn: 60 });
    const other = { ...deployPayments, resource: 'orders-api' };
    const long = await submitRequest(world.ctx, caller, { ...other, expiresIn: 86_400 });
    const lifetime = async (id: string) => {
      const state = (await world.store.requests.get(id))?.state;
      return (state?.expiresAt ?? 0) - (state?.createdAt ?? 0);
    };
    expect(await lifetime(short.id)).toBe(60_000);
    expect(await lifetime(long.id)).toBe(3_600_000);
  });

  it('that no rule speaks of is refused, and the refusal is in the log', async () => {
    const attempt = submitRequest(world.ctx, caller, { ...deployPayments, action: 'drop-table' });
    await expect(attempt).rejects.toMatchObject({ code: 'no_rule' });
    const [refused] = await world.store.log.unsealed(10);
    expect(refused && parseEntry(refused.leaf)).toMatchObject({
      kind: 'submission.refused',
      body: { action: 'drop-table' },
    });
  });
});

describe('an idempotency key', () => {
  it('answers the same request to the same body', async () => {
    const first = await submitRequest(world.ctx, caller, deployPayments, 'k1');
    const again = await submitRequest(world.ctx, caller, deployPayments, 'k1');
    expect(again).toEqual({ id: first.id, created: false });
  });

  it('makes one request of two calls at once', async () => {
    const both = await Promise.all([
      submitRequest(world.ctx, caller, deployPayments, 'k1'),
      submitRequest(world.ctx, caller, deployPayments, 'k1'),
    ]);
    expect(new Set(both.map((result) => result.id)).size).toBe(1);
    expect(both.filter((result) => result.created)).toHaveLength(1);
  });

  it('with another body is an error, and nothing is made of it', async () => {
    await submitRequest(world.ctx, caller, deployPayments, 'k1');
    const other = { ...deployPayments, resource: 'other' };
    await expect(submitRequest(world.ctx, caller, other, 'k1')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect(await world.store.requests.list({ limit: 10 })).toHaveLength(1);
  });

  it('of another identity is another key', async () => {
    await submitRequest(world.ctx, caller, deployPayments, 'k1');
    const other = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
    expect(await submitRequest(world.ctx, other, deployPayments, 'k1')).toMatchObject({
      created: true,
    });
  });
});

describe('time', () => {
  it('ends a request that nobody decided', async () => {
    const { id } = await submitRequest(world.ctx, caller, { ...deployPayments, expiresIn: 60 });
    world.pass(59_999);
    expect(await tickRequests(world.ctx)).toBe(0);
    world.pass(1);
    expect(await tickRequests(world.ctx)).toBe(1);
    expect(await statusOf(id)).toBe('expired');
  });
});

describe('the bot', () => {
  it('takes its own request back', async () => {
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    await withdrawRequest(world.ctx, caller, id);
    expect(await statusOf(id)).toBe('withdrawn');
  });

  it('may say so again, where it never heard the answer', async () => {
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    await withdrawRequest(world.ctx, caller, id);
    await withdrawRequest(world.ctx, caller, id);
    const entries = await world.store.log.ofRequest(id);
    expect(entries.filter(({ entry }) => entry.kind === 'request.withdrawn')).toHaveLength(1);
  });

  it('cannot touch another bot’s request, nor learn that it exists', async () => {
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    const other = { ...caller, identity: { id: 'other-bot', name: 'Other' } };
    await expect(withdrawRequest(world.ctx, other, id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await statusOf(id)).toBe('pending');
  });

  it('cannot report the outcome of what was not approved', async () => {
    const { id } = await submitRequest(world.ctx, caller, deployPayments);
    const report = reportOutcome(world.ctx, caller, id, { status: 'succeeded' });
    await expect(report).rejects.toMatchObject({ code: 'not_approved' });
  });
});
