import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it('a token of an issuer that is not listed is refused and nothing is fetched', async () => {
  const [ours, theirs] = [await startIssuer(), await startIssuer()];
  const answer = await trusting(ours)(await theirs.token());
  expect(answer).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect([ours.hits, theirs.hits]).toEqual([[], []]);
});

it.each(['trailing slash', 'upper case'])(
  'the issuer is compared to the letter: %s',
  async (how) => {
    const issuer = await startIssuer();
    const iss = how === 'trailing slash' ? `${issuer.url}/` : issuer.url.toUpperCase();
    expect(await trusting(issuer)(await issuer.token({ iss }))).toMatchObject({ ok: false });
  },
);

it('a stranger who claims to be a listed issuer is refused', async () => {
  const [ours, theirs] = [await startIssuer(), await startIssuer()];
  expect(await trusting(ours)(await theirs.token({ iss: ours.url }))).toMatchObject({ ok: false });
});
