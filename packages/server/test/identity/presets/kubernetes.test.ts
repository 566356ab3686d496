import { expect, it } from 'vitest';
import { provingAs, type Job } from './jobs.ts';

const uid = '/kubernetes.io/serviceaccount/uid';
const job: Job = {
  preset: 'kubernetes',
  claims: {
    aud: ['https://countersign.test'],
    sub: 'system:serviceaccount:ci:deploy',
    'kubernetes.io': {
      namespace: 'ci',
      pod: { name: 'deploy-1', uid: 'p-1' },
      serviceaccount: { name: 'deploy', uid: 's-1' },
    },
  },
  binding: { sub: 'system:serviceaccount:ci:deploy' },
};

it('a projected token proves its service account, and by its uid this very one', async () => {
  const prove = await provingAs(job);
  expect(await prove()).toMatchObject({ ok: true, proof: { claims: { [uid]: 's-1' } } });
  expect(await prove({}, { [uid]: 's-1' })).toMatchObject({ ok: true });
  expect(await prove({}, { [uid]: 's-2' })).toMatchObject({ ok: false });
});

it('one of another namespace, one without an end, and one for the cluster itself are refused', async () => {
  const prove = await provingAs(job);
  for (const more of [
    { sub: 'system:serviceaccount:evil:deploy' },
    { exp: undefined },
    { aud: ['https://kubernetes.default.svc'] },
    { aud: ['https://countersign.test', 'https://kubernetes.default.svc'] },
  ]) {
    expect(await prove(more)).toMatchObject({ ok: false });
  }
});
