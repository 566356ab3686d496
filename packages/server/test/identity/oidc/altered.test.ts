import { expect, it } from 'vitest';
import { goodClaims, startIssuer, trusting } from './double.ts';

it('changed claims under the old signature are refused', async () => {
  const issuer = await startIssuer();
  const [header, , signature] = (await issuer.token({ repository_id: '43' })).split('.');
  const claims = Buffer.from(JSON.stringify({ ...goodClaims, iss: issuer.url })).toString(
    'base64url',
  );
  expect(await trusting(issuer)(`${header}.${claims}.${signature}`)).toMatchObject({
    ok: false,
    code: 'unauthenticated',
  });
});

it.each([
  '',
  '.',
  '..',
  '...',
  'a.b.c',
  'e30.e30.',
  'bnVsbA.bnVsbA.AAAA',
  'W10.W10.AAAA',
  'x'.repeat(20_000),
  `${'e30.'.repeat(4)}e30`,
])('what is no token is refused without a fetch: %j', async (token) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(token)).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(issuer.hits).toEqual([]);
});
