import { expect, it } from 'vitest';
import { startIssuer, trusting } from '../oidc/double.ts';
import { provingAs, type Job } from './jobs.ts';

const job: Job = {
  preset: 'spiffe',
  claims: { sub: 'spiffe://prod.example.com/ns/ci/sa/deploy' },
  binding: { sub: 'spiffe://prod.example.com/ns/ci/sa/deploy' },
};

it('a workload proves its SPIFFE id, of this trust domain alone', async () => {
  const prove = await provingAs(job);
  expect(await prove()).toMatchObject({ ok: true });
  expect(await prove({ sub: 'spiffe://evil.example.com/ns/ci/sa/deploy' })).toMatchObject({
    ok: false,
  });
});

it('keys that are marked "jwt-svid" prove beside those for certificates', async () => {
  const issuer = await startIssuer();
  issuer.published.keys = [
    { ...issuer.jwk, use: 'jwt-svid' },
    { ...issuer.jwk, kid: 'x509', use: 'x509-svid' },
  ];
  const authenticate = trusting(issuer, { preset: 'spiffe' }, job.binding);
  expect(await authenticate(await issuer.token(job.claims))).toMatchObject({ ok: true });
  const byCertificateKey = await issuer.token(job.claims, { kid: 'x509' });
  expect(await authenticate(byCertificateKey)).toMatchObject({ ok: false });
});
