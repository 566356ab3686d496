import { changeDigest } from '@countersign/core/change';
import { requestPage, requestView } from '@countersign/core/wire/request-view';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { castVote } from '../../src/app/cast-vote.ts';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

let api: Api;
beforeEach(async () => {
  api = await anApi();
  api.world.human('ADA', ['releasers']);
});
afterEach(() => api.close());

const ask = (more = {}) =>
  api.call('POST', '/v1/requests', { body: { ...deployPayments, ...more } });

async function approve(id: string) {
  await api.world.deliverAll();
  const card = (await api.world.store.requests.get(id))?.cards[0];
  if (!card) throw new Error('There is no card.');
  const result = await castVote(api.world.ctx, api.world.click(card, 'ADA'));
  if (!result?.ok) throw new Error('The vote was refused.');
}

describe('asking', () => {
  it('answers 201 with the request, its digest and its place', async () => {
    const { status, headers, body } = await ask();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/requests/${body.id}`);
    expect(requestView.parse(body)).toMatchObject({
      status: 'pending',
      digest: changeDigest(deployPayments),
    });
    expect(body.explanation).toBe('Stage “release” wants 1 more approval from releasers.');
  });

  it('answers 200 where the idempotency key is known', async () => {
    const headers = { 'idempotency-key': 'run-17' };
    const first = await api.call('POST', '/v1/requests', { body: deployPayments, headers });
    const again = await api.call('POST', '/v1/requests', { body: deployPayments, headers });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.id).toBe(first.body.id);
  });

  it('takes a change of nearly a megabyte', async () => {
    const { status } = await ask({ change: { diff: 'é'.repeat(999_000) } });
    expect(status).toBe(201);
  });
});

describe('reading', () => {
  it('shows a decided request with who, when and which stage', async () => {
    const { body } = await ask();
    await approve(body.id);
    const read = await api.call('GET', `/v1/requests/${body.id}`);
    expect(requestView.parse(read.body)).toMatchObject({
      status: 'approved',
      decision: { outcome: 'approved', by: [{ id: 'ada' }] },
      stages: [{ state: 'passed', missing: 0, approvals: [{ person: { id: 'ada' } }] }],
      cards: [{ platform: 'slack', channel: 'C0RELEASES', state: 'posted' }],
    });
  });

  it('hides one bot’s requests from another', async () => {
    const { body } = await ask();
    const read = await api.call('GET', `/v1/requests/${body.id}`, { key: api.keys.other });
    expect(read).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const list = await api.call('GET', '/v1/requests', { key: api.keys.other });
    expect(list.body.items).toEqual([]);
  });

  it('pages through requests, newest first, each once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await ask({ resource: `api-${n}` })).body.id);
    const seen: string[] = [];
    let path: string | null = '/v1/requests?limit=2';
    while (path) {
      const { items, next } = requestPage.parse((await api.call('GET', path)).body);
      seen.push(...items.map((item) => item.id));
      path = next ? `/v1/requests?limit=2&after=${next}` : null;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('explains policy before anything is asked', async () => {
    const { body } = await api.call(
      'GET',
      '/v1/policy/explain?action=deploy&resource=vault&environment=production',
    );
    expect(body).toMatchObject({ outcome: 'ask', rules: ['two stages', 'deploys'] });
    const refused = await api.call(
      'GET',
      '/v1/policy/explain?action=drop&resource=x&environment=production',
    );
    expect(refused.body.outcome).toBe('refuse');
  });
});

describe('waiting', () => {
  it('holds the answer until the decision', async () => {
    const { body } = await ask();
    const waiting = api.call('GET', `/v1/requests/${body.id}`, { headers: { prefer: 'wait=60' } });
    await expect.poll(() => api.waiters.count()).toBe(1);
    await approve(body.id);
    const { body: view, headers } = await waiting;
    expect(view.status).toBe('approved');
    expect(headers.get('preference-applied')).toBe('wait=60');
  });

  it('answers at once where the request is decided already', async () => {
    const { body } = await ask();
    await approve(body.id);
    const read = await api.call('GET', `/v1/requests/${body.id}`, {
      headers: { prefer: 'wait=60' },
    });
    expect(read.body.status).toBe('approved');
  });

  it('answers with the open request when the time is over', async () => {
    const { body } = await ask();
    const read = await api.call('GET', `/v1/requests/${body.id}`, {
      headers: { prefer: 'wait=1' },
    });
    expect(read.body.status).toBe('pending');
    expect(api.waiters.count()).toBe(0);
  });

  it('leaves nothing behind where there is no such request', async () => {
    const begun = vi.spyOn(globalThis, 'setTimeout');
    const ended = vi.spyOn(globalThis, 'clearTimeout');
    onTestFinished(() => void vi.restoreAllMocks());
    const { status } = await api.call('GET', '/v1/requests/req_0', {
      headers: { prefer: 'wait=60' },
    });
    expect(status).toBe(404);
    const at = begun.mock.calls.findIndex(([, ms]) => ms === 60_000);
    expect(ended).toHaveBeenCalledWith(begun.mock.results[at]?.value);
  });

  it('is let go with a hint when the server stops', async () => {
    const { body } = await ask();
    const waiting = api.call('GET', `/v1/requests/${body.id}`, { headers: { prefer: 'wait=60' } });
    await expect.poll(() => api.waiters.count()).toBe(1);
    api.waiters.stop();
    const { headers, body: view } = await waiting;
    expect(headers.get('retry-after')).toBe('1');
    expect(view.status).toBe('pending');
  });

  it('streams the request now, at each change, and ends after the decision', async () => {
    const { body } = await ask({ resource: 'vault' });
    const response = await fetch(`${api.url}/v1/requests/${body.id}/events`, {
      headers: { authorization: `Bearer ${api.keys.ci}` },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = response.text();
    await expect.poll(() => api.waiters.count()).toBe(1);
    await approve(body.id);
    await api.call('POST', `/v1/requests/${body.id}/withdraw`);
    const events = [...(await text).matchAll(/^data: (.*)$/gmu)].map(([, data]) =>
      JSON.parse(data ?? ''),
    );
    expect(events[0].status).toBe('pending');
    expect(events.at(-1).status).toBe('withdrawn');
    expect(api.waiters.count()).toBe(0);
  });
});

describe('the outcome', () => {
  it('is taken once the request is approved, and shown', async () => {
    const { body } = await ask();
    const early = await api.call('POST', `/v1/requests/${body.id}/outcome`, {
      body: { status: 'succeeded' },
    });
    expect(early.status).toBe(409);
    await approve(body.id);
    const late = await api.call('POST', `/v1/requests/${body.id}/outcome`, {
      body: { status: 'failed', exitCode: 3 },
    });
    expect(late.body.outcome).toMatchObject({ status: 'failed', exitCode: 3 });
  });
});
