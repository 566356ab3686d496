import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const at = (claim: string) => `oidc.circleci.com/${claim}`;
const user = '8d9e4a1c-1111-4222-8333-944445555666';

const job: Job = {
  preset: 'circleci',
  claims: {
    sub: `org/o-1/project/p-1/user/${user}/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main`,
    [at('project-id')]: 'p-1',
    [at('vcs-origin')]: 'github.com/acme/shop',
    [at('vcs-ref')]: 'refs/heads/main',
    [at('ssh-rerun')]: false,
    [at('context-ids')]: ['c-1', 'c-2'],
  },
  binding: { [at('project-id')]: 'p-1', [at('vcs-origin')]: 'github.com/acme/shop' },
};

it('a job of CircleCI proves itself by its project and its origin, and says who started it', async () => {
  expect(await (await provingAs(job))()).toMatchObject({
    ok: true,
    starter: [user],
    starterOn: 'circleci',
  });
});

it('the older form of the subject says who, too', async () => {
  const prove = await provingAs(job);
  expect(await prove({ sub: `org/o-1/project/p-1/user/${user}` })).toMatchObject({
    starter: [user],
  });
  expect(await prove({ sub: 'org/o-1/project/p-1' })).toMatchObject({ ok: true, starter: [] });
});

it('a job that somebody entered by SSH is refused, and one that does not say', async () => {
  const prove = await provingAs(job);
  for (const rerun of [true, 'false', undefined]) {
    const answer = await prove({ [at('ssh-rerun')]: rerun });
    expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
    expect(answer.ok || answer.message).toContain('ssh-rerun');
  }
  const bound = { ...job.binding, [at('ssh-rerun')]: 'true' };
  expect(await prove({ [at('ssh-rerun')]: true }, bound)).toMatchObject({ ok: true });
});

it('so is the build of a fork, and of a pull request', async () => {
  const prove = await provingAs(job);
  expect(await prove({ [at('vcs-origin')]: 'github.com/mallory/shop' })).toMatchObject({
    ok: false,
  });
  expect(await prove({ [at('vcs-ref')]: 'refs/pull/3/head' })).toMatchObject({ ok: false });
});

it('a context is one of those in the list', async () => {
  const prove = await provingAs(job);
  const inContext = (id: string) => prove({}, { ...job.binding, [at('context-ids')]: id });
  expect(await inContext('c-2')).toMatchObject({ ok: true });
  expect(await inContext('c-3')).toMatchObject({ ok: false });
  const text = { [at('context-ids')]: 'c-1' };
  expect(await prove(text, { ...job.binding, ...text })).toMatchObject({ ok: false });
});
