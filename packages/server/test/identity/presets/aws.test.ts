import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const account = '/https:~1~1sts.amazonaws.com~1/aws_account';
const job: Job = {
  preset: 'aws',
  claims: {
    sub: 'arn:aws:iam::123456789012:role/deploy',
    'https://sts.amazonaws.com/': {
      aws_account: '123456789012',
      org_id: 'o-1',
      principal_id: 'arn:aws:iam::123456789012:role/deploy',
    },
  },
  binding: { sub: 'arn:aws:iam::123456789012:role/deploy' },
};

it('a role proves itself by its ARN, and what is under one claim can be bound', async () => {
  const prove = await provingAs(job);
  expect(await prove()).toMatchObject({
    ok: true,
    proof: { claims: { [account]: '123456789012' } },
  });
  const roles = { [account]: '123456789012', sub: 'arn:aws:iam::123456789012:role/*' };
  expect(await prove({}, roles)).toMatchObject({ ok: true });
  expect(await prove({ 'https://sts.amazonaws.com/': {} }, roles)).toMatchObject({ ok: false });
  // A claim of this very name is not the one within.
  expect(
    await prove({ [account]: '123456789012', 'https://sts.amazonaws.com/': {} }, roles),
  ).toMatchObject({ ok: false });
});
