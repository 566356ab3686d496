import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type Api } from '../support/api.ts';
import { deployPayments } from '../support/world.ts';

const away = () => Promise.reject(new Error('connect ECONNREFUSED'));

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

describe('operations', () => {
  it('/healthz says that the process answers', async () => {
    expect(await api.call('GET', '/healthz', { key: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it('/readyz says what is not ready', async () => {
    expect(await api.call('GET', '/readyz', { key: null })).toMatchObject({
      status: 200,
      body: { checks: { store: 'ok' } },
    });
    api.world.store.ready = async () => ({ ok: false, reason: 'The database does not answer.' });
    expect(await api.call('GET', '/readyz', { key: null })).toMatchObject({
      status: 503,
      body: { checks: { store: 'The database does not answer.' } },
    });
  });

  it('/metrics counts requests, deliveries and waiters', async () => {
    await api.call('POST', '/v1/requests', { body: deployPayments });
    const { body } = await api.call('GET', '/metrics', { key: null });
    expect(body).toContain('countersign_requests{status="pending"} 1');
    expect(body).toContain('countersign_deliveries{state="waiting"} 1');
    expect(body).toContain('countersign_waiters 0');
    expect(body).toContain('route="/v1/requests"');
  });

  it('/metrics answers while the store does not, without what it would have to ask', async () => {
    await api.call('POST', '/v1/requests', { body: deployPayments });
    const read = async () => String((await api.call('GET', '/metrics', { key: null })).body);
    expect(await read()).toContain('countersign_store_up 1');
    const { store } = api.world;
    store.ready = async () => ({ ok: false, reason: 'The database does not answer.' });
    store.requests.countByStatus = away;
    store.log.countUnsealed = away;
    const told = await read();
    expect(told).toContain('countersign_store_up 0');
    expect(told).toContain('countersign_http_seconds_count{method="POST",route="/v1/requests"');
    expect(told).not.toMatch(/^countersign_(?:requests|log_unsealed)\b/mu);
  });

  it('/metrics says how long deliveries and entries wait', async () => {
    const metric = async (name: string) => {
      const { body } = await api.call('GET', '/metrics', { key: null });
      return new RegExp(`^${name} (\\S+)$`, 'mu').exec(String(body))?.[1];
    };
    expect(await metric('countersign_log_unsealed')).toBe('0');
    expect(await metric('countersign_log_checkpoint_age_seconds')).toBeUndefined();
    expect(await metric('countersign_deliveries_oldest_seconds')).toBeUndefined();
    await api.call('POST', '/v1/requests', { body: deployPayments });
    api.world.pass(90_000);
    expect(await metric('countersign_log_unsealed')).toBe('2');
    expect(await metric('countersign_deliveries_oldest_seconds')).toBe('90');
    await api.seal();
    api.world.pass(30_000);
    expect(await metric('countersign_log_unsealed')).toBe('0');
    expect(await metric('countersign_log_checkpoint_age_seconds')).toBe('30');
  });

  it('what fails while the store is away is unavailable, and may be tried again', async () => {
    const { store } = api.world;
    store.requests.list = away;
    expect(await api.call('GET', '/v1/requests')).toMatchObject({
      status: 500,
      body: { code: 'internal' },
    });
    store.ready = async () => ({ ok: false, reason: 'The database does not answer.' });
    const answer = await api.call('GET', '/v1/requests');
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', retryAfter: 2 } });
    expect(JSON.stringify(answer.body)).not.toContain('ECONNREFUSED');
    store.ready = away;
    expect(await api.call('GET', '/v1/requests')).toMatchObject({ status: 503 });
  });

  it('keeps keys out of its own log', async () => {
    await api.call('POST', '/v1/requests', { body: deployPayments });
    await api.call('GET', '/v1/requests', { key: `${api.keys.ci}x` });
    expect(api.lines.join()).not.toContain(api.keys.ci);
  });
});
