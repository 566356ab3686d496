import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const job: Job = {
  preset: 'buildkite',
  claims: {
    sub: 'organization:acme:pipeline:shop:ref:refs/heads/main:commit:9f31820:step:deploy',
    organization_id: 'b1d3',
    organization_slug: 'acme',
    pipeline_id: 'f00d',
    pipeline_slug: 'shop',
    build_branch: 'main',
    build_number: 12,
    build_source: 'ui',
  },
  binding: { organization_id: 'b1d3', pipeline_id: 'f00d', build_branch: 'main' },
};

it('a job of Buildkite proves itself by the ids that it asked for', async () => {
  const answer = await (await provingAs(job))();
  expect(answer).toMatchObject({
    ok: true,
    starter: [],
    proof: { claims: { organization_id: 'b1d3', build_number: '12' } },
  });
});

it('all tenants share the issuer: another one’s job of the same names is refused', async () => {
  const prove = await provingAs(job);
  expect(await prove({ organization_id: 'evil' })).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await prove({ organization_id: undefined })).toMatchObject({ ok: false });
});

it('a branch of a fork is refused unless it is bound by name', async () => {
  const prove = await provingAs(job);
  const { build_branch: _main, ...anyBranch } = job.binding;
  expect(await prove({}, anyBranch)).toMatchObject({ ok: true });
  expect(await prove({ build_branch: 'mallory:main' }, anyBranch)).toMatchObject({ ok: false });
  const glob = { ...anyBranch, build_branch: 'mallory:*' };
  expect(await prove({ build_branch: 'mallory:main' }, glob)).toMatchObject({ ok: false });
  const named = { ...anyBranch, build_branch: 'mallory:main' };
  expect(await prove({ build_branch: 'mallory:main' }, named)).toMatchObject({ ok: true });
});
