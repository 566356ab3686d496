import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Countersign } from '../src/sdk/countersign.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';
import { FakeTiming } from './support/fake-timing.ts';

const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };

describe('the SDK', () => {
  let server: FakeServer;
  let client: Countersign;
  beforeEach(async () => {
    server = await FakeServer.start();
    client = connect({ url: server.url, credential: server.apiKey, timing: new FakeTiming() });
  });
  afterEach(() => server.stop());

  it('returns from approved() only with what was approved', async () => {
    server.onWait = () => server.decide('approved');
    expect(await client.approved(submission)).toMatchObject({ status: 'approved' });
    server.onWait = () => server.decide('rejected');
    await expect(client.approved(submission)).rejects.toMatchObject({ code: 'not_approved' });
  });

  it('asks once, though the answer to the first try is lost', async () => {
    server.faults.push('hang up', { status: 500 }, problem(503, 'unavailable', 'Later.'));
    const view = await client.request(submission);
    expect(view.id).toBe('req_1');
    const keys = new Set(server.seen.map(({ headers }) => headers['idempotency-key']));
    expect([server.seen.length, keys.size]).toEqual([4, 1]);
  });

  it('finds the same request again by its key', async () => {
    const first = await client.request(submission, { idempotencyKey: 'job-7' });
    const second = await client.request(submission, { idempotencyKey: 'job-7' });
    expect(second.id).toBe(first.id);
    const other = { ...submission, resource: 'other' };
    await expect(client.request(other, { idempotencyKey: 'job-7' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
      status: 422,
    });
  });

  it('asks nobody for a caller who has given up', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(client.request(submission, { signal })).rejects.toThrow('enough');
    expect(server.seen).toEqual([]);
  });

  it('says which part of the input JSON cannot say', async () => {
    const parameters = { replicas: Number.NaN };
    await expect(client.request({ ...submission, parameters })).rejects.toMatchObject({
      name: 'CountersignError',
      code: 'invalid',
      message: expect.stringContaining('$.parameters.replicas') as string,
    });
  });

  it('carries what is wrong with the input', async () => {
    const errors = [{ path: '/action', message: 'must be lower case' }];
    const reply = problem(422, 'invalid', 'The request is not valid.');
    server.faults.push({ ...reply, body: { ...(reply.body as object), errors } });
    await expect(client.request(submission)).rejects.toMatchObject({
      code: 'invalid',
      message: 'The request is not valid.',
      problem: { errors },
    });
  });

  it('withdraws, decides nothing itself, reports', async () => {
    const { id } = await client.request(submission);
    expect(await client.decision(id)).toBeUndefined();
    expect(await client.withdraw(id)).toMatchObject({ status: 'withdrawn' });
    expect(await client.decision(id)).toMatchObject({ outcome: 'withdrawn' });
    expect(await client.withdraw(id)).toMatchObject({ status: 'withdrawn' });
    expect((await client.list({ status: 'withdrawn' })).items).toHaveLength(1);
    const approved = await client.request(submission);
    server.decide('approved');
    await client.outcome(approved.id, { status: 'failed', exitCode: 3 });
    expect(await client.get(approved.id)).toMatchObject({
      outcome: { status: 'failed', exitCode: 3 },
    });
  });

  it('waits for evidence that is being sealed', async () => {
    const { id } = await client.request(submission);
    server.faults.push(problem(409, 'unavailable', 'Being sealed.', { 'retry-after': '1' }));
    server.files.set(`evidence/${id}`, Buffer.from('{}'));
    expect(Buffer.from(await client.evidence(id)).toString()).toBe('{}');
  });

  it.each([
    'http://countersign.example.com',
    'ftp://127.0.0.1',
    'countersign',
    'https://a:b@example.com',
  ])('does not send a credential to %s', (url) => {
    expect(() => connect({ url, credential: 'key' })).toThrow(
      expect.objectContaining({ code: 'bad_url' }),
    );
  });

  it('asks for a fresh token with every call', async () => {
    let count = 0;
    const credential = () => `token-${++count}`;
    const fresh = connect({ url: server.url, credential, timing: new FakeTiming() });
    server.apiKey = 'token-1';
    const { id } = await fresh.request(submission);
    server.apiKey = 'token-2';
    expect(await fresh.get(id)).toMatchObject({ id });
  });
});
