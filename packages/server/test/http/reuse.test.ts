import { parsePolicy } from '@countersign/core/policy/parse';
import { requestView } from '@countersign/core/wire/request-view';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

const text = `
version: 1
groups: { releasers: { slack: [S0RELEASE] } }
rules:
  - name: deploys
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
    reuse: { uses: 3, within: 30m }
`;

let api: Api;
beforeEach(async () => {
  api = await anApi();
  api.world.human('ADA', ['releasers']);
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const policy = await openPolicyBook(api.world.store, { text, policy: parsed.policy }, 0);
  Object.assign(api.world.ctx, { policy });
});
afterEach(() => api.close());

async function approved(): Promise<string> {
  const { id } = (await api.call('POST', '/v1/requests', { body: deployPayments })).body;
  await api.world.deliverAll();
  const card = (await api.world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const result = await castVote(api.world.ctx, api.world.click(card, 'ADA'));
  if (!result?.ok) throw new Error('The vote was refused.');
  return id;
}

const start = (id: string, run: string) =>
  api.call('POST', `/v1/requests/${id}/start`, { body: { run } });
const report = (id: string, body: object) =>
  api.call('POST', `/v1/requests/${id}/outcome`, { body });
const bodies = async (id: string, kind: string) =>
  (await api.world.entries(id)).filter((entry) => entry.kind === kind).map(({ body }) => body);

describe('an approval for several runs', () => {
  it('answers the second job at once, and says what is left of it', async () => {
    const id = await approved();
    const again = await api.call('POST', '/v1/requests', { body: deployPayments });
    expect(again).toMatchObject({ status: 200, body: { id, status: 'approved' } });
    expect(requestView.parse(again.body).reuse).toEqual({
      uses: 3,
      used: 0,
      until: '2026-11-22T10:30:00.000Z',
    });
    const { body } = await start(id, 'job-1');
    expect(requestView.parse(body).reuse).toMatchObject({ used: 1 });
  });

  it('serves so many of many at once, and each use is in the log', async () => {
    const id = await approved();
    const answers = await Promise.all(Array.from({ length: 9 }, (_, at) => start(id, `job-${at}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ body }) => body.code)).toEqual(Array(6).fill('approval_used_up'));
    const digest = answers.find(({ status }) => status === 200)?.body.digest;
    expect(await bodies(id, 'run.started')).toEqual([1, 2, 3].map((use) => ({ digest, use })));
  });

  it('counts a run that says it again once', async () => {
    const id = await approved();
    await start(id, 'job-1');
    expect((await start(id, 'job-1')).body.reuse).toMatchObject({ used: 1 });
    expect(await bodies(id, 'run.started')).toHaveLength(1);
  });

  it('is refused to a run that comes too late', async () => {
    const id = await approved();
    await start(id, 'job-1');
    api.world.pass(1_800_000);
    expect((await start(id, 'job-1')).status).toBe(200);
    expect(await start(id, 'job-2')).toMatchObject({
      status: 409,
      body: {
        code: 'approval_too_old',
        detail:
          'Policy lets this approval serve runs for 30m, which ended at 2026-11-22 10:30 UTC; ask again for another one.',
      },
    });
  });

  it('takes the outcome of each run, and shows the last one', async () => {
    const id = await approved();
    for (const run of ['job-1', 'job-2']) await start(id, run);
    const failed = { status: 'failed', exitCode: 3 };
    await report(id, { ...failed, run: 'job-2' });
    const { body } = await report(id, { status: 'succeeded', run: 'job-1' });
    expect(requestView.parse(body).outcome).toMatchObject({ status: 'succeeded' });
    expect((await report(id, { ...failed, run: 'job-2' })).status).toBe(200);
    expect(await report(id, { status: 'succeeded', run: 'job-2' })).toMatchObject({
      status: 409,
      body: { code: 'already_reported' },
    });
    expect(await bodies(id, 'outcome.reported')).toMatchObject([
      { ...failed, use: 2 },
      { status: 'succeeded', use: 1 },
    ]);
  });

  it('takes no outcome that it can not tell whose it is', async () => {
    const id = await approved();
    for (const run of ['job-1', 'job-2']) await start(id, run);
    for (const body of [{ status: 'succeeded' }, { status: 'succeeded', run: 'job-3' }]) {
      expect(await report(id, body)).toMatchObject({
        status: 409,
        body: { code: 'already_started' },
      });
    }
  });

  it('leaves the evidence whole', async () => {
    const id = await approved();
    for (const run of ['job-1', 'job-2']) await start(id, run);
    await report(id, { status: 'succeeded', run: 'job-1' });
    await api.seal();
    const { status, body } = await api.call('GET', `/v1/requests/${id}/evidence`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('job-1');
  });
});
