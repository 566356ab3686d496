import { expect, it } from 'vitest';
import { now, startIssuer, trusting } from './double.ts';

const s = now / 1_000;

it.each([
  ['it lives for ten years', { exp: s + 315_360_000 }],
  [
    'it lives longer than the issuer may give, though it was issued long ago',
    { iat: s - 3_000, exp: s + 700 },
  ],
  ['it was issued in the future', { iat: s + 61, exp: s + 200 }],
  ['it has expired', { iat: s - 500, exp: s - 61 }],
  ['it expired before it was issued', { iat: s + 30, exp: s + 20 }],
  ['it is not valid yet', { nbf: s + 61 }],
  ['it was issued in the year 1', { iat: -62_000_000_000 }],
])('a token is refused when %s', async (_, times) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(await issuer.token(times))).toMatchObject({
    ok: false,
    code: 'unauthenticated',
  });
});

it.each([
  ['a clock runs a minute ahead', { iat: s + 60, exp: s + 200 }],
  ['it lives exactly as long as allowed', { iat: s, exp: s + 3_600 }],
])('a token is accepted when %s', async (_, times) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(await issuer.token(times))).toMatchObject({ ok: true });
});

it('the refusal names the setting that allows longer lives', async () => {
  const issuer = await startIssuer();
  const answer = await trusting(issuer)(await issuer.token({ exp: s + 21_600 }));
  expect(answer.ok || answer.message).toMatch(/21600 s.*3600 s.*maxLifetime/u);
});
