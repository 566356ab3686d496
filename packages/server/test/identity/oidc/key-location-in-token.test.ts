import { expect, it } from 'vitest';
import { signed, goodClaims, startIssuer, trusting } from './double.ts';

it.each(['jku', 'x5u'])('keys are never fetched from the "%s" of a token', async (where) => {
  const [ours, theirs] = [await startIssuer(), await startIssuer()];
  const header = { alg: 'ES256', kid: 'key-1', [where]: `${theirs.url}/jwks` };
  const forged = await signed({ ...goodClaims, iss: ours.url }, header, theirs.privateKey);
  expect(await trusting(ours)(forged)).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(theirs.hits).toEqual([]);
});

it('a key that the token brings along proves nothing', async () => {
  const [ours, theirs] = [await startIssuer(), await startIssuer()];
  const header = { alg: 'ES256', jwk: theirs.jwk };
  const forged = await signed({ ...goodClaims, iss: ours.url }, header, theirs.privateKey);
  expect(await trusting(ours)(forged)).toMatchObject({ ok: false, code: 'unauthenticated' });
});
