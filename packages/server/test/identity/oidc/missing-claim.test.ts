import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each(['exp', 'iat', 'aud', 'sub'])('a token without "%s" is refused', async (claim) => {
  const issuer = await startIssuer();
  const answer = await trusting(issuer)(await issuer.token({ [claim]: undefined }));
  expect(answer).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(answer.ok || answer.message).toContain(`"${claim}"`);
});

it.each([
  ['exp', '9999999999'],
  ['iat', '0'],
  ['sub', ''],
  ['sub', 7],
  ['sub', null],
  ['aud', null],
  ['aud', 7],
  ['exp', null],
])('a token with %s of %j is refused', async (claim, value) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(await issuer.token({ [claim]: value }))).toMatchObject({
    ok: false,
    code: 'unauthenticated',
  });
});
