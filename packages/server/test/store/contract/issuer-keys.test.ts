import { describe, expect, it } from 'vitest';
import { engines, freshStores } from '../../support/engines.ts';
import { NOON } from '../fixtures.ts';

const DAY = 86_400_000;

describe.each(engines)('keys that replicas sign with, on %s', (engine) => {
  const { fresh } = freshStores(engine);

  it('are those that anybody has had lately', async () => {
    const { issuerKeys } = await fresh();
    await issuerKeys.saw(['a', 'b'], NOON);
    await issuerKeys.saw(['b'], NOON + 10);
    expect(await issuerKeys.seenSince(NOON - 1)).toEqual(['a', 'b']);
    expect(await issuerKeys.seenSince(NOON)).toEqual(['b']);
    await issuerKeys.saw([], NOON + DAY);
    expect(await issuerKeys.seenSince(0)).toEqual(['b']);
  });
});
