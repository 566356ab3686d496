import { bundlesOf } from '@countersign/core/log/tile';
import { tilePath, tilesOf } from '@countersign/core/log/tile';
import { parseCheckpoint } from '@countersign/core/log/checkpoint';
import { parseNote } from '@countersign/core/log/note';
import { verify } from '@countersign/core/log/verify';
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

async function decided(): Promise<string> {
  const { body } = await api.call('POST', '/v1/requests', { body: deployPayments });
  await api.world.deliverAll();
  const card = (await api.world.store.requests.get(body.id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  await castVote(api.world.ctx, api.world.click(card, 'ADA'));
  return body.id;
}

async function bytes(path: string): Promise<Uint8Array> {
  const response = await fetch(`${api.url}/log/${path}`, {
    headers: { authorization: `Bearer ${api.keys.ci}` },
  });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe('the published log', () => {
  it('verifies from its files and the public key alone', async () => {
    for (let n = 0; n < 70; n += 1) {
      await decided();
      if (n % 20 === 0) await api.seal();
    }
    await api.seal();
    const checkpoint = (await api.call('GET', '/log/checkpoint')).body as string;
    const { size } = parseCheckpoint(parseNote(checkpoint).text);
    expect(size).toBeGreaterThan(256);
    const paths = [...bundlesOf(size), ...tilesOf(size)].map(tilePath);
    const log = new Map<string, Uint8Array>();
    for (const path of paths) log.set(path, await bytes(path));
    const vkey = ((await api.call('GET', '/log/key')).body as string).trim();
    expect(vkey).toBe(api.vkey);
    expect(verify({ vkey, checkpoint, log })).toMatchObject({ ok: true });
  });

  it('proves one decision among its entries', async () => {
    const id = await decided();
    await api.seal();
    for (let n = 0; n < 5; n += 1) await decided();
    await api.seal();
    const { body: evidence } = await api.call('GET', `/v1/requests/${id}/evidence`);
    const verdict = verify({ vkey: api.vkey, checkpoint: evidence.checkpoint, evidence });
    expect(verdict).toMatchObject({
      ok: true,
      proven: { decision: { story: { request: id, decision: { outcome: 'approved' } } } },
    });
  });

  it('has no evidence of what is not decided, which no waiting changes', async () => {
    const { body } = await api.call('POST', '/v1/requests', { body: deployPayments });
    const answer = await api.call('GET', `/v1/requests/${body.id}/evidence`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_decided' } });
    expect(answer.headers.get('retry-after')).toBeNull();
  });

  it('gives evidence once the entries are sealed, and says when to come back before that', async () => {
    const id = await decided();
    const early = await api.call('GET', `/v1/requests/${id}/evidence`);
    expect(early).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(early.headers.get('retry-after')).toBe('1');
  });

  it('signs the same root again for the same size, however often it is sealed', async () => {
    await decided();
    expect(await api.seal()).toBeGreaterThan(0);
    const first = (await api.call('GET', '/log/checkpoint')).body;
    expect(await api.seal()).toBe(0);
    expect((await api.call('GET', '/log/checkpoint')).body).toBe(first);
  });
});
