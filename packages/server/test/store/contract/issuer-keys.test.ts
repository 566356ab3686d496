import { describe, expect, it } from 'vitest';
import type { KnownKey } from '../../../src/ports/issuer-key-store.ts';
import { engines, freshStores } from '../../support/engines.ts';
import { NOON } from '../fixtures.ts';

const DAY = 86_400_000;
const key = (kid: string, more: Partial<KnownKey> = {}): KnownKey => ({
  kid,
  seenAt: NOON,
  lackedAt: 0,
  signsSince: null,
  signedAt: null,
  ...more,
});

describe.each(engines)('what is known of keys that sign, on %s', (engine) => {
  const { fresh, freshUrl, open } = freshStores(engine);

  it('is what was told last of each', async () => {
    const { issuerKeys } = await fresh({ now: () => NOON });
    const tell = (...keys: KnownKey[]) => issuerKeys.change((known) => ({ result: known, keys }));
    expect(await tell(key('a'), key('b'))).toEqual([]);
    const told = key('b', { lackedAt: 1, signsSince: 2, signedAt: 3 });
    expect(await tell(told)).toEqual([key('a'), key('b')]);
    expect(await tell()).toEqual([key('a'), told]);
  });

  it('is forgotten after a month in which nobody had the key', async () => {
    let now = NOON;
    const { issuerKeys } = await fresh({ now: () => now });
    await issuerKeys.change(() => ({ result: null, keys: [key('a'), key('b')] }));
    now += 30 * DAY;
    const keys = [key('a', { seenAt: now })];
    expect(await issuerKeys.change((known) => ({ result: known, keys }))).toEqual([]);
    expect(await issuerKeys.change((known) => ({ result: known, keys: [] }))).toEqual(keys);
  });

  it('is seen by one after another, however many tell at once', async () => {
    const url = await freshUrl();
    const stores = [await open(url), await open(url)] as const;
    const seen = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        stores[n % 2 ? 0 : 1].issuerKeys.change((known) => ({
          result: known.length,
          keys: [key(`k${n}`, { seenAt: Date.now() })],
        })),
      ),
    );
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n));
  });
});
