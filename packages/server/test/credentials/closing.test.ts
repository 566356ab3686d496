import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

describe('closing', () => {
  it('is tried until the other side confirms it, ever more seldom, and told', async () => {
    const { open, revoke, close, database, pass, ctx, kinds, store, reports } = await scene();
    const { id } = await open();
    await revoke();
    database.failures.push(...Array.from({ length: 6 }, () => new Error('PostgreSQL is away')));
    const waits: number[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      const next = (await close()) ?? 0;
      waits.push(next - ctx.now());
      pass(next - ctx.now());
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(await store.credentials.countByStatus()).toMatchObject({ stuck: 1 });
    expect(await store.credentials.list({ limit: 5 })).toMatchObject([
      { id, tries: 6, error: 'PostgreSQL is away', why: 'revoked' },
    ]);
    expect(await close()).toBeNull();
    expect(database.closed).toEqual([id]);
    // After 1, 2 and 4 attempts.
    expect((await kinds()).filter((kind) => kind === 'credential.closing_failed')).toHaveLength(3);
    expect(reports.filter(({ message }) => message.includes('could not be closed'))).toHaveLength(
      3,
    );
    expect((await kinds()).at(-1)).toBe('credential.closed');
  });

  it('waits for its target where the configuration has lost it', async () => {
    const { open, revoke, close, ctx, store, database, pass } = await scene();
    const { id } = await open();
    ctx.targets.delete('orders-db');
    await revoke();
    const next = (await close()) ?? 0;
    expect((await store.credentials.list({ limit: 5 }))[0]?.error).toContain('Put it back');
    ctx.targets.set('orders-db', database);
    pass(next - ctx.now());
    await close();
    expect(database.closed).toEqual([id]);
  });

  it('comes before anybody is handed what was opened too late', async () => {
    const { refusal, close, database, ctx, pass, log } = await scene();
    ctx.targets.set('orders-db', {
      ...database,
      async open(opening) {
        // A machine that slept: somebody else has closed it meanwhile.
        pass(31_000);
        await close();
        return database.open(opening);
      },
    });
    expect(await refusal()).toBe('unavailable');
    await close();
    const { id } = database.opened[0] ?? {};
    expect(database.closed).toEqual([id, id]);
    expect(await log()).not.toContain('credential.opened');
  });
});

it('no secret is in the store, in the log, or in what operators are told', async () => {
  const { open, close, revoke, log, store, reports } = await scene();
  const { password } = { password: 's3cret-password', ...(await open()) };
  await revoke();
  await close();
  const kept = await store.credentials.change('r1', (_, __, all) => ({ result: all }));
  expect((await log()) + JSON.stringify([kept, reports])).not.toContain(password);
});
