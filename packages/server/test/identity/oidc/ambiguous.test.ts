import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

function bound(id: string, claims: { [claim: string]: string }) {
  return { id, name: id, keys: [], oidc: [{ issuer: 'ci', claims }] };
}

it('a token that fits two identities is refused', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, {}, undefined, {
    identities: [
      bound('one', { repository_id: '42' }),
      bound('two', { repository_owner_id: '7', environment: 'production' }),
    ],
  });
  const both = await authenticate(await issuer.token());
  expect(both).toMatchObject({ ok: false, code: 'forbidden' });
  expect(both.ok || both.message).toContain('more than one identity');
  expect(await authenticate(await issuer.token({ environment: 'staging' }))).toMatchObject({
    identity: { id: 'one' },
  });
});
