import { requestView } from '@countersign/core/wire/request-view';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
  api.world.human('ADA', ['releasers']);
});
afterEach(() => api.close());

async function asked(): Promise<string> {
  return (await api.call('POST', '/v1/requests', { body: deployPayments })).body.id;
}

async function approved(): Promise<string> {
  const id = await asked();
  await api.world.deliverAll();
  const card = (await api.world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const result = await castVote(api.world.ctx, api.world.click(card, 'ADA'));
  if (!result?.ok) throw new Error('The vote was refused.');
  return id;
}

const start = (id: string, run: unknown, key = api.keys.ci) =>
  api.call('POST', `/v1/requests/${id}/start`, { body: { run }, key });
const report = (id: string, body: object) =>
  api.call('POST', `/v1/requests/${id}/outcome`, { body });
const kinds = async (id: string) => (await api.world.entries(id)).map(({ kind }) => kind);

describe('a run starts under an approval', () => {
  it('once, and the request says since when', async () => {
    const id = await approved();
    expect((await api.call('GET', `/v1/requests/${id}`)).body.started).toBeUndefined();
    const { status, body } = await start(id, 'run-1');
    expect(status).toBe(200);
    expect(requestView.parse(body).started).toEqual({ at: '2026-11-22T10:00:00.000Z' });
  });

  it('and may say so again, where it never heard the answer', async () => {
    const id = await approved();
    await start(id, 'run-1');
    api.world.pass(1_000);
    const again = await start(id, 'run-1');
    expect(again).toMatchObject({
      status: 200,
      body: { started: { at: '2026-11-22T10:00:00.000Z' } },
    });
    expect((await kinds(id)).filter((kind) => kind === 'run.started')).toHaveLength(1);
  });

  it('no other run does', async () => {
    const id = await approved();
    await start(id, 'run-1');
    expect(await start(id, 'run-2')).toMatchObject({
      status: 409,
      body: {
        code: 'already_started',
        detail:
          'This approval was taken by another run at 2026-11-22 10:00 UTC; ask again for another one.',
      },
    });
  });

  it('of many at once exactly one', async () => {
    const id = await approved();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => start(id, `run-${at}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'already_started')).toHaveLength(7);
    expect((await kinds(id)).filter((kind) => kind === 'run.started')).toHaveLength(1);
  });

  it('of which the log tells the digest, and nothing else', async () => {
    const id = await approved();
    const { body } = await start(id, 'run-1');
    const entry = (await api.world.entries(id)).find(({ kind }) => kind === 'run.started');
    expect(entry?.body).toEqual({ digest: body.digest });
    expect(JSON.stringify(body)).not.toContain('run-1');
  });
});

describe('no run starts', () => {
  it('while the request is open', async () => {
    expect(await start(await asked(), 'run-1')).toMatchObject({
      status: 409,
      body: { code: 'not_approved' },
    });
  });

  it('once it was withdrawn', async () => {
    const id = await asked();
    await api.call('POST', `/v1/requests/${id}/withdraw`);
    expect(await start(id, 'run-1')).toMatchObject({ status: 409, body: { code: 'not_approved' } });
  });

  it('of which the end was reported already', async () => {
    const id = await approved();
    await report(id, { status: 'succeeded' });
    expect(await start(id, 'run-1')).toMatchObject({
      status: 409,
      body: { code: 'already_reported' },
    });
  });

  it('for another bot', async () => {
    const id = await approved();
    expect((await start(id, 'run-1', api.keys.other)).status).toBe(404);
  });

  it.each([['', 'a b', 'é', 'x'.repeat(101), 7]])('under the name %j', async (run) => {
    expect(await start(await approved(), run)).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ path: '/run' }] },
    });
  });
});

describe('the outcome of a run', () => {
  it('is taken from the run that started, and from one that gives no name', async () => {
    for (const body of [{ status: 'succeeded', run: 'run-1' }, { status: 'succeeded' }]) {
      const id = await approved();
      await start(id, 'run-1');
      const answer = await report(id, body);
      expect(requestView.parse(answer.body).outcome).toMatchObject({ status: 'succeeded' });
      expect(JSON.stringify(answer.body)).not.toContain('run-1');
    }
  });

  it('is not taken from another run', async () => {
    const id = await approved();
    await start(id, 'run-1');
    const answer = await report(id, { status: 'failed', run: 'run-2' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'already_started' } });
    expect((await api.call('GET', `/v1/requests/${id}`)).body.outcome).toBeUndefined();
  });

  it('may be told again, and not otherwise', async () => {
    const id = await approved();
    const told = { status: 'failed', exitCode: 3, message: 'no space' };
    await report(id, told);
    expect((await report(id, told)).status).toBe(200);
    for (const other of [
      { status: 'succeeded' },
      { ...told, exitCode: 4 },
      { ...told, message: 'all fine' },
    ]) {
      expect(await report(id, other)).toMatchObject({
        status: 409,
        body: { code: 'already_reported' },
      });
    }
    expect((await kinds(id)).filter((kind) => kind === 'outcome.reported')).toHaveLength(1);
  });

  it('is no outcome before the approval', async () => {
    expect(await report(await asked(), { status: 'succeeded' })).toMatchObject({
      status: 409,
      body: { code: 'not_approved' },
    });
  });

  it('leaves the evidence whole', async () => {
    const id = await approved();
    await start(id, 'run-1');
    await report(id, { status: 'succeeded', run: 'run-1' });
    await api.seal();
    const { status, body } = await api.call('GET', `/v1/requests/${id}/evidence`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('run-1');
  });
});
