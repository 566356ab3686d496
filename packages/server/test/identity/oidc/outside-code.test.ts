import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each([
  { event_name: 'pull_request', ref: 'refs/pull/3/merge' },
  { event_name: 'pull_request_target' },
  { event_name: 'push', ref: 'refs/pull/3/head' },
  { event_name: undefined },
  { event_name: ['push'] },
])('a GitHub job that may run code of a pull request is refused: %j', async (claims) => {
  const issuer = await startIssuer();
  const answer = await trusting(issuer)(await issuer.token(claims));
  expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
  expect(answer.ok || answer.message).toContain('event_name');
});

it('such a job is let in only by a binding that names the event to the letter', async () => {
  const issuer = await startIssuer();
  const token = await issuer.token({ event_name: 'pull_request', ref: 'refs/pull/3/merge' });
  const bound = (event_name: string) => trusting(issuer, {}, { repository_id: '42', event_name });
  expect(await bound('pull_request')(token)).toMatchObject({ ok: true });
  expect(await bound('pull*')(token)).toMatchObject({ ok: false });
  expect(await bound('*')(token)).toMatchObject({ ok: false });
});

it.each(['merge_request_event', 'external_pull_request_event', undefined])(
  'a GitLab job of a merge request is refused: %j',
  async (pipeline_source) => {
    const issuer = await startIssuer();
    const authenticate = trusting(issuer, { preset: 'gitlab' }, { project_id: '5' });
    expect(
      await authenticate(await issuer.token({ project_id: '5', pipeline_source })),
    ).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
    expect(
      await authenticate(await issuer.token({ project_id: '5', pipeline_source: 'push' })),
    ).toMatchObject({ ok: true });
  },
);
