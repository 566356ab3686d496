import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

describe('a grant with one use', () => {
  it('opens each of its targets once', async () => {
    const { open, refusal, database, secret } = await scene();
    await open();
    await open({ target: 'npm-token' });
    expect(await refusal()).toBe('credential_taken');
    expect(database.opened).toHaveLength(1);
    expect(secret.opened).toHaveLength(1);
  });

  it('opens it once however many ask at the same moment', async () => {
    const { refusal, database } = await scene();
    const all = await Promise.all(Array.from({ length: 20 }, () => refusal()));
    expect(all.filter((one) => typeof one === 'object')).toHaveLength(1);
    expect(database.opened).toHaveLength(1);
  });

  it('opens it again after a failure, since nobody was handed anything', async () => {
    const { open, refusal, database, close } = await scene();
    database.failures.push(new Error('away'));
    expect(await refusal()).toBe('unavailable');
    await open();
    await close();
    expect(database.closed).toHaveLength(1);
    expect(database.closed).not.toContain(database.opened[0]?.id);
  });
});

it('a grant with two uses opens a target twice', async () => {
  const { open, refusal } = await scene({ maxUses: 2 });
  expect((await open()).id).not.toBe((await open()).id);
  expect(await refusal()).toBe('credential_taken');
});

describe('whose answer was lost', () => {
  it('asks with the same key, and gets another one in its place', async () => {
    const { open, refusal, database, close } = await scene();
    const lost = await open({ key: 'k1' });
    const found = await open({ key: 'k1' });
    expect(found.id).not.toBe(lost.id);
    await close();
    expect(database.closed).toEqual([lost.id]);
    expect(await refusal({ key: 'k2' })).toBe('credential_taken');
  });

  it('gets no secret again, neither with the same key nor for another one', async () => {
    const { open, refusal, secret } = await scene({ maxUses: 5 });
    await open({ target: 'npm-token', key: 'k1' });
    expect(await refusal({ target: 'npm-token', key: 'k1' })).toBe('credential_taken');
    expect(await refusal({ target: 'npm-token', publicKey: 'another' })).toBe('credential_taken');
    expect(secret.opened).toHaveLength(1);
  });
});
