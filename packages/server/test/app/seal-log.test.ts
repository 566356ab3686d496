import { randomBytes } from 'node:crypto';
import { keyPair, parseSigningKey } from '@countersign/core/log/key';
import { describe, expect, it } from 'vitest';
import { noteworthy } from '../../src/app/entries.ts';
import { sealLog } from '../../src/app/seal-log.ts';
import { aWorld } from '../support/world.ts';

const signer = parseSigningKey(keyPair('example.com/log', randomBytes(32)).signingKey);

async function aLog(entries: number) {
  const { store, ctx } = await aWorld();
  await store.commit({
    entries: Array.from({ length: entries }, () => noteworthy(ctx, 'submission.refused', {})),
  });
  const seal = (now: number) => sealLog({ store, signer, owner: 'this one', now: () => now });
  return { store, seal, now: ctx.now() };
}

describe('sealing', () => {
  it('has nothing to come back for once all is sealed', async () => {
    const { seal, now } = await aLog(3);
    expect(await seal(now)).toEqual({ sealed: 3, againInMs: null });
    expect(await seal(now)).toEqual({ sealed: 0, againInMs: null });
  });

  it('comes back for what a leader left behind who died', async () => {
    const { store, seal, now } = await aLog(3);
    await store.lead('sealer', 'a dead one', now, 10_000);
    const { sealed, againInMs } = await seal(now);
    expect(sealed).toBe(0);
    expect(await seal(now + (againInMs ?? 0))).toEqual({ sealed: 3, againInMs: null });
  });

  it('goes on at once where there is more than it takes at a time', async () => {
    const { store, seal, now } = await aLog(2_001);
    expect(await seal(now)).toEqual({ sealed: 2_000, againInMs: 0 });
    expect(await seal(now)).toEqual({ sealed: 1, againInMs: null });
    expect((await store.log.latest())?.size).toBe(2_001);
  });

  it('goes on at once where somebody else was faster', async () => {
    const { store, seal, now } = await aLog(1);
    const log = { ...store.log, seal: async () => false };
    const overtaken = sealLog({
      store: { ...store, log },
      signer,
      owner: 'this one',
      now: () => now,
    });
    expect(await overtaken).toEqual({ sealed: 0, againInMs: 0 });
    expect(await seal(now)).toMatchObject({ sealed: 1 });
  });
});
