import { expect, it } from 'vitest';
import { identitiesConfig } from '../../../src/identity/config.ts';

type Try = { issuer: string; preset?: string; claims: object };

function faults({ issuer, preset, claims }: Try): string {
  const result = identitiesConfig.safeParse({
    issuers: [{ name: 'p', issuer, audience: 'us', ...(preset ? { preset } : {}) }],
    identities: [{ id: 'bot', name: 'Bot', oidc: [{ issuer: 'p', claims }] }],
  });
  return (result.error?.issues ?? []).map(({ message }) => message).join('\n');
}

const circle = 'oidc.circleci.com';
const directory = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
const sound: [string, Try][] = [
  [
    'github-actions',
    { issuer: 'https://token.actions.githubusercontent.com', claims: { repository_id: '1' } },
  ],
  [
    'github-actions',
    { issuer: 'https://token.actions.acme.ghe.com', claims: { repository_id: '1' } },
  ],
  [
    'github-actions',
    { issuer: 'https://ghes.example.com/_services/token', claims: { repository_id: '1' } },
  ],
  ['gitlab', { issuer: 'https://gitlab.example.com', claims: { project_id: '1' } }],
  ['buildkite', { issuer: 'https://agent.buildkite.com', claims: { organization_id: 'o' } }],
  [
    'circleci',
    {
      issuer: 'https://oidc.circleci.com/org/o-1',
      claims: { [`${circle}/project-id`]: 'p', [`${circle}/vcs-origin`]: 'github.com/a/b' },
    },
  ],
  [
    'kubernetes',
    {
      issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/AB12',
      claims: { sub: 'system:serviceaccount:ci:deploy' },
    },
  ],
  [
    'kubernetes',
    {
      issuer: 'https://kubernetes.default.svc.cluster.local',
      claims: { '/kubernetes.io/serviceaccount/uid': 'u' },
    },
  ],
  [
    'aws',
    {
      issuer: 'https://a1ebc705-cd4d-42b4-93b5-96e93acfb431.tokens.sts.global.api.aws',
      claims: { sub: 'arn:aws:iam::123456789012:role/x' },
    },
  ],
  ['gcp', { issuer: 'https://accounts.google.com', claims: { sub: '104812345678901234567' } }],
  ['azure', { issuer: `https://sts.windows.net/${directory}/`, claims: { oid: 'x' } }],
  [
    'azure',
    { issuer: `https://login.microsoftonline.com/${directory}/v2.0`, claims: { oid: 'x' } },
  ],
  ['spiffe', { issuer: 'https://spire.example.com', claims: { sub: 'spiffe://example.com/web' } }],
];

it.each(sound)('a sound binding to %s loads', (preset, tried) => {
  expect(faults({ preset, ...tried })).toBe('');
});

it.each<[string, Try, RegExp]>([
  [
    'another tenant could fit',
    { issuer: 'https://agent.buildkite.com', claims: { organization_slug: 'acme' } },
    /organization_id/u,
  ],
  [
    'anyone can take the address',
    { issuer: 'https://accounts.google.com', claims: { email: 'a@b.iam.gserviceaccount.com' } },
    /Add sub/u,
  ],
  [
    'an address is no unique id',
    { issuer: 'https://accounts.google.com', claims: { sub: 'a@b.iam.gserviceaccount.com' } },
    /uniqueId/u,
  ],
  [
    'forks run under the same project',
    { issuer: 'https://oidc.circleci.com/org/o', claims: { [`${circle}/project-id`]: 'p' } },
    /vcs-origin as well.*forks/u,
  ],
  [
    'any origin would do',
    {
      issuer: 'https://oidc.circleci.com/org/o',
      claims: { [`${circle}/project-id`]: 'p', [`${circle}/vcs-origin`]: '*/*/*' },
    },
    /vcs-origin/u,
  ],
  [
    'any directory would do',
    { issuer: `https://sts.windows.net/${directory}/`, claims: { tid: directory } },
    /oid or sub/u,
  ],
  [
    'any service account would do',
    {
      issuer: 'https://container.googleapis.com/v1/projects/p',
      claims: { sub: 'system:serviceaccount:ci:*' },
    },
    /Add sub/u,
  ],
  [
    'it is no service account',
    { issuer: 'https://container.googleapis.com/v1/projects/p', claims: { sub: 'system:node:a' } },
    /no service account/u,
  ],
  [
    'it is no role',
    {
      issuer: 'https://a.tokens.sts.global.api.aws',
      claims: { sub: 'arn:aws:sts::1:assumed-role/x' },
    },
    /no role/u,
  ],
  [
    'it is no SPIFFE id',
    {
      issuer: 'https://spire.example.com',
      preset: 'spiffe',
      claims: { sub: 'spiffe://example.com' },
    },
    /SPIFFE id/u,
  ],
])('a binding is refused at load where %s', (_, tried, why) => {
  expect(faults(tried)).toMatch(why);
});

it.each<[string, Try]>([
  [
    'Buildkite',
    {
      issuer: 'https://agent.buildkite.com.evil.example',
      preset: 'buildkite',
      claims: { organization_id: 'o' },
    },
  ],
  [
    'AWS',
    {
      issuer: 'https://sts.amazonaws.com',
      preset: 'aws',
      claims: { sub: 'arn:aws:iam::123456789012:role/x' },
    },
  ],
  [
    'Azure',
    {
      issuer: 'https://login.microsoftonline.com/common/v2.0',
      preset: 'azure',
      claims: { oid: 'x' },
    },
  ],
  [
    'GCP',
    {
      issuer: 'https://accounts.google.com.evil.example',
      preset: 'gcp',
      claims: { sub: '104812345678901234567' },
    },
  ],
  [
    'GitHub',
    {
      issuer: 'https://token.actions.githubusercontent.com.evil.example',
      preset: 'github-actions',
      claims: { repository_id: '1' },
    },
  ],
])('an issuer that is not one of %s is refused at load', (_, tried) => {
  expect(faults(tried)).toMatch(/no issuer of .* must look like/u);
});

it('another preset turns off none of the refusals of an issuer that is known', () => {
  const tried = {
    issuer: 'https://token.actions.githubusercontent.com',
    claims: { sub: 'system:serviceaccount:a:b' },
  };
  expect(faults({ ...tried, preset: 'kubernetes' })).toMatch(
    /issuer of github-actions, not of kubernetes/u,
  );
});
