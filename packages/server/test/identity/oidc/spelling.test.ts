import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

it('the same bits in another spelling are no token: there is one spelling', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer);
  const token = await issuer.token();
  expect(await authenticate(token)).toMatchObject({ ok: true });
  // Of 64 bytes, the last character has four bits that stand for nothing.
  const last = alphabet.charAt(alphabet.indexOf(token.slice(-1)) ^ 1);
  for (const other of [
    token.slice(0, -1) + last,
    `${token}=`,
    `${token}==`,
    token.replace('.', '.='),
  ]) {
    expect(await authenticate(other)).toMatchObject({ ok: false, code: 'unauthenticated' });
  }
});
