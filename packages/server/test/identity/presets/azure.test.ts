import { expect, it } from 'vitest';
import { now } from '../oidc/double.ts';
import { provingAs, type Job } from './jobs.ts';

const oid = '5b649834-7412-4cce-9e69-176e95a394f5';
const job: Job = {
  preset: 'azure',
  claims: { sub: oid, oid, tid: '0b7f3266-7e06-4dd9-b25d-7969801541f4', azp: 'app-1' },
  binding: { oid },
};

it('a managed identity proves itself by its object id, with a token of a day', async () => {
  const prove = await provingAs(job);
  expect(await prove({ iat: now / 1_000, exp: now / 1_000 + 86_400 })).toMatchObject({ ok: true });
  expect(await prove({ oid: '5b649834-7412-4cce-9e69-000000000000' })).toMatchObject({ ok: false });
});

it('a token that an app has for a person is no workload’s', async () => {
  const prove = await provingAs(job);
  expect(await prove({ scp: 'user_impersonation' })).toMatchObject({
    ok: false,
    code: 'forbidden',
  });
  expect(await prove({ idtyp: 'user' })).toMatchObject({ ok: false });
  expect(await prove({ idtyp: 'app' })).toMatchObject({ ok: true });
});
