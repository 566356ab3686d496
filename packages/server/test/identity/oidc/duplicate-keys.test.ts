import { expect, it } from 'vitest';
import { goodClaims, signed, startIssuer, trusting } from './double.ts';

it.each([
  ['"repository_id":"41"', 'a claim'],
  ['"repository\\u005fid":"41"', 'a claim, once with an escape'],
  ['"deep":{"a":1,"a":2}', 'a claim within a claim'],
])('a token that says %s on top is refused: %s twice', async (extra) => {
  const issuer = await startIssuer();
  const text = JSON.stringify({ ...goodClaims, iss: issuer.url });
  const token = await signed(
    `{${extra},${text.slice(1)}`,
    { alg: 'ES256', kid: 'key-1' },
    issuer.privateKey,
  );
  const answer = await trusting(issuer)(token);
  expect(answer).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(answer.ok || answer.message).toContain('twice');
});
