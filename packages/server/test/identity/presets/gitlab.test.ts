import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const job: Job = {
  preset: 'gitlab',
  claims: {
    sub: 'project_path:acme/shop:ref_type:branch:ref:main',
    project_id: '22',
    namespace_id: '7',
    ref: 'main',
    ref_protected: 'true',
    pipeline_source: 'push',
    user_login: 'ada',
    user_id: '1',
  },
  binding: { project_id: '22', ref: 'main', ref_protected: 'true' },
};

it('a job of GitLab proves itself by its project, and says who started it', async () => {
  const prove = await provingAs(job);
  expect(await prove()).toMatchObject({ ok: true, starter: ['ada', '1'], starterOn: 'gitlab' });
  expect(await prove({ project_id: '23' })).toMatchObject({ ok: false, code: 'forbidden' });
});

it('refs have no prefix there, and "protected" is a word', async () => {
  const prove = await provingAs(job);
  expect(await prove({ ref_protected: 'false' })).toMatchObject({ ok: false });
  expect(await prove({}, { ...job.binding, ref: 'refs/heads/main' })).toMatchObject({ ok: false });
});

it('a child pipeline counts where its ref is protected: others may be children of merge requests', async () => {
  const child = { pipeline_source: 'parent_pipeline' };
  const bound = { project_id: '22', ref: 'main' };
  const prove = await provingAs({ ...job, binding: bound });
  expect(await prove(child)).toMatchObject({ ok: true });
  for (const ref_protected of ['false', undefined, 'yes']) {
    expect(await prove({ ...child, ref_protected })).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  }
  const named = await prove({ ...child, ref_protected: 'false' }, { ...bound, ...child });
  expect(named).toMatchObject({ ok: true });
});

it('the log keeps nobody’s name', async () => {
  const answer = await (await provingAs(job))();
  expect(answer.ok && JSON.stringify(answer.proof)).not.toContain('ada');
});
