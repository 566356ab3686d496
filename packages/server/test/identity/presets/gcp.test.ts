import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const id = '104812345678901234567';
const job: Job = {
  preset: 'gcp',
  claims: { sub: id, azp: id, email: 'deploy@acme.iam.gserviceaccount.com', email_verified: true },
  binding: { sub: id },
};

it('a service account proves itself by its unique id, not by its address', async () => {
  const prove = await provingAs(job);
  expect(await prove()).toMatchObject({ ok: true });
  expect(await prove({ email: undefined })).toMatchObject({ ok: true });
  expect(await prove({ sub: '104812345678901234568' })).toMatchObject({ ok: false });
});

it('a person’s token of the same issuer is no workload', async () => {
  expect(await (await provingAs(job))({ email: 'ada@gmail.com' })).toMatchObject({
    ok: false,
    code: 'forbidden',
  });
});
