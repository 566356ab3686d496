import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])(
  'a genuine token signed with %s proves its identity',
  async (alg) => {
    const issuer = await startIssuer(alg);
    const answer = await trusting(issuer)(await issuer.token());
    expect(answer).toMatchObject({
      ok: true,
      identity: { id: 'deploy-bot', name: 'Deploy bot' },
      proof: {
        kind: 'oidc',
        issuer: 'ci',
        claims: { repository_id: '42', actor_id: '1001', jti: 'b5b8a1f6' },
      },
      starter: ['ada', '1001'],
    });
  },
);

it('names nobody in what the log keeps', async () => {
  const issuer = await startIssuer();
  const answer = await trusting(issuer)(await issuer.token({ actor: 'grace-hopper' }));
  if (!answer.ok) throw new Error(answer.message);
  expect(JSON.stringify(answer.proof)).not.toContain('grace');
});

it('both forms of the GitHub subject do, as the subject is never read', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer);
  for (const sub of [
    'repo:octo-org/payments:ref:refs/heads/main',
    'repo:octo-org@7/payments@42:x',
  ]) {
    expect(await authenticate(await issuer.token({ sub }))).toMatchObject({ ok: true });
  }
});

it('the keys are fetched once for many tokens', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer);
  const token = await issuer.token();
  await Promise.all(Array.from({ length: 20 }, () => authenticate(token)));
  expect(issuer.hits).toEqual(['/.well-known/openid-configuration', '/jwks']);
});
