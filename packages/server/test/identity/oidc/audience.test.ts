import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

const ours = 'https://countersign.test';
const other = 'https://vault.test';

it.each([
  ['a text', ours, true],
  ['a list of one', [ours], true],
  ['another service', other, false],
  ['another service in a list', [other], false],
  ['ours and another service', [ours, other], false],
  ['ours with a number', [ours, 7], false],
  ['an empty list', [], false],
  ['ours with a slash', `${ours}/`, false],
  ['a list in a list', [[ours]], false],
])('an audience that is %s', async (_, aud, ok) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(await issuer.token({ aud }))).toMatchObject({ ok });
});

it('a second audience is accepted where it is configured', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, { audience: [ours, other] });
  expect(await authenticate(await issuer.token({ aud: [ours, other] }))).toMatchObject({
    ok: true,
  });
});
