import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each([
  ['another repository', { repository_id: '43' }],
  [
    'a repository that took over the name',
    { repository_id: '43', repository: 'octo-org/payments' },
  ],
  ['an id as a list', { repository_id: ['42'] }],
  ['no id', { repository_id: undefined }],
  ['another environment', { environment: 'staging' }],
  ['no environment', { environment: undefined }],
])('a genuine token of %s is nobody here', async (_, claims) => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, {}, { repository_id: '42', environment: 'production' });
  const answer = await authenticate(await issuer.token(claims));
  expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
  expect(answer.ok || answer.message).not.toContain('42');
});
