import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it('a discovery document that names another issuer is not believed', async () => {
  const [ours, theirs] = [await startIssuer(), await startIssuer()];
  ours.answers.set('/.well-known/openid-configuration', {
    issuer: theirs.url,
    jwks_uri: `${theirs.url}/jwks`,
  });
  expect(await trusting(ours)(await ours.token())).toMatchObject({
    ok: false,
    code: 'unavailable',
  });
  expect(theirs.hits).toEqual([]);
});

it('a configured address of the keys needs no discovery', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, { jwksUri: `${issuer.url}/jwks` });
  expect(await authenticate(await issuer.token())).toMatchObject({ ok: true });
  expect(issuer.hits).toEqual(['/jwks']);
});

it('an address that is not of the web is not fetched', async () => {
  const issuer = await startIssuer();
  issuer.answers.set('/.well-known/openid-configuration', {
    issuer: issuer.url,
    jwks_uri: 'file:///etc/passwd',
  });
  expect(await trusting(issuer)(await issuer.token())).toMatchObject({ code: 'unavailable' });
});
