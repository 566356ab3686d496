import { expect, it } from 'vitest';
import { readKeys } from '../../src/issuer/issuer-key.ts';
import { nextIssuerKeys } from '../../src/next-issuer-keys.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const config = (keys?: string) => ({
  data: '/nowhere',
  issuer: {
    algorithm: 'ES256' as const,
    cacheSeconds: 3_600,
    rotateDays: 90,
    ...(keys && { keys }),
  },
});

it('the first key signs at once, each further one once everybody can have read it', () => {
  const first = nextIssuerKeys(config(), NOON);
  expect(readKeys(first.text).map(({ signsFrom }) => signsFrom)).toEqual([NOON]);
  const second = nextIssuerKeys(config(first.text), NOON + 1_000);
  const [one, two] = readKeys(second.text);
  expect(one?.kid).toBe(readKeys(first.text)[0]?.kid);
  expect([two?.signsFrom, second.signsFrom]).toEqual([NOON + 3_901_000, NOON + 3_901_000]);
});

it('leaves out keys whose grants are long over, so that the list stays short', () => {
  let text: string | undefined;
  for (let turn = 0; turn < 30; turn++) {
    text = nextIssuerKeys(config(text), NOON + turn * 90 * 86_400_000).text;
  }
  expect(readKeys(text ?? '')).toHaveLength(2);
});
