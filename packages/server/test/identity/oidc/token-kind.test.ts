import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each([
  ['JWT', true],
  ['jwt', true],
  ['application/jwt', true],
  ['JOSE', true],
  ['logout+jwt', false],
  ['secevent+jwt', false],
  ['dpop+jwt', false],
  ['at+jwt', false],
])('a token of the kind %j', async (typ, ok) => {
  const issuer = await startIssuer();
  expect(await trusting(issuer)(await issuer.token({}, { typ }))).toMatchObject({ ok });
});
