import { expect, it } from 'vitest';
import { identitiesConfig } from '../../../src/identity/config.ts';

const github = 'https://token.actions.githubusercontent.com';

function faults(claims: object, issuer: object = {}) {
  const result = identitiesConfig.safeParse({
    issuers: [{ name: 'ci', issuer: github, audience: 'us', ...issuer }],
    identities: [{ id: 'bot', name: 'Bot', oidc: [{ issuer: 'ci', claims }] }],
  });
  return result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

it.each([
  {},
  { ref: 'refs/heads/main' },
  { environment: 'production' },
  { event_name: 'push' },
  { actor: 'ada' },
  { repository: 'octo-org/payments' },
  { job_workflow_ref: 'octo-org/payments/.github/workflows/deploy.yml@refs/heads/main' },
  { sub: 'repo:octo-org/payments:environment:production' },
  { repository_id: '*' },
  { repository_id: '4*' },
])('a binding that strangers could fit is refused at load: %j', (claims) => {
  expect(faults(claims)).toEqual([
    expect.stringMatching(
      /^identities\.0\.oidc\.0\.claims: .*Add repository_id or repository_owner_id/u,
    ),
  ]);
});

it('a binding to an id loads', () => {
  expect(faults({ repository_id: '42', environment: 'production' })).toEqual([]);
});

it('an issuer of many tenants is known by its address, whatever the preset', () => {
  expect(faults({ sub: 'repo:a/b:ref:c' }, { issuer: `${github}/octo` })).toHaveLength(1);
  expect(faults({ sub: 'project_path:a/b' }, { issuer: 'https://gitlab.com' })).toHaveLength(1);
  expect(faults({ sub: 'repo:a/b:ref:c' }, { tenantClaims: ['sub'] })).toHaveLength(1);
});

it('another issuer wants its subject, or what is configured', () => {
  const cluster = { issuer: 'https://cluster.example.com' };
  expect(faults({ sub: 'system:serviceaccount:ci:deploy' }, cluster)).toEqual([]);
  expect(faults({ ref: 'main' }, cluster)).toHaveLength(1);
  expect(
    faults({ organization_id: '9' }, { ...cluster, tenantClaims: ['organization_id'] }),
  ).toEqual([]);
});

it('a claim that names no tenant can not be configured as one', () => {
  const own = { issuer: 'https://ci.example.com', tenantClaims: ['environment'] };
  expect(faults({ environment: 'production' }, own)).toEqual([
    expect.stringContaining('does not name a tenant'),
  ]);
});

it('a binding to an issuer that is not there, and "**", are refused', () => {
  expect(faults({ repository_id: '42' }, { name: 'other' })).toEqual([
    expect.stringContaining('There is no issuer named "ci"'),
  ]);
  expect(faults({ repository_id: '42', ref: 'refs/**' })).toHaveLength(1);
});

it('an id, a key or an issuer that is given twice is refused', () => {
  const key = { id: 'aaaaaaaaaa', hash: '0'.repeat(64) };
  const twice = identitiesConfig.safeParse({
    identities: [
      { id: 'a', name: 'A', keys: [key] },
      { id: 'b', name: 'B', keys: [key] },
      { id: 'b', name: 'C' },
    ],
  });
  expect(twice.error?.issues).toHaveLength(2);
});
