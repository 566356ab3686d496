import { describe, expect, it } from 'vitest';
import { startDouble } from './support/app.ts';
import { call } from './support/clients.ts';

const base = Date.UTC(2026, 0, 1);

describe('pace', () => {
  it('lets a short burst through, then one message a second in each channel', async () => {
    let now = base;
    const double = await startDouble({ now: () => now });
    const post = (channel: string) => call(double, 'chat.postMessage', { channel, text: 'x' });
    for (let i = 0; i < 3; i += 1) expect((await post('C1OPS')).status).toBe(200);
    const refused = await post('C1OPS');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.answer).toEqual({ ok: false, error: 'ratelimited' });
    expect((await post('G5PRIVATE')).status).toBe(200);
    now += 1000;
    expect((await post('C1OPS')).status).toBe(200);
    expect((await post('C1OPS')).status).toBe(429);
  });

  it('holds user groups to tier 2: twenty a minute', async () => {
    const double = await startDouble({ now: () => base });
    const list = () => call(double, 'usergroups.users.list', { usergroup: 'S1OPS' });
    const statuses = await Promise.all(
      Array.from({ length: 21 }, async () => (await list()).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect((await list()).headers.get('retry-after')).toBe('3');
  });

  it('paces webhooks together with messages', async () => {
    const double = await startDouble({ now: () => base });
    const url = double.incomingWebhook('C1OPS');
    const post = () => fetch(url, { method: 'POST', body: '{"text":"x"}' });
    for (let i = 0; i < 3; i += 1) expect((await post()).status).toBe(200);
    expect((await call(double, 'chat.postMessage', { channel: 'C1OPS', text: 'x' })).status).toBe(
      429,
    );
  });

  it('can be lifted', async () => {
    const double = await startDouble({ now: () => base, pace: false });
    for (let i = 0; i < 20; i += 1) {
      const { status } = await call(double, 'chat.postMessage', { channel: 'C1OPS', text: 'x' });
      expect(status).toBe(200);
    }
  });

  it('gives history to new apps once a minute, and only with its scope', async () => {
    const bare = await startDouble();
    const refused = await call(bare, 'conversations.history', { channel: 'C1OPS' });
    expect(refused.answer).toMatchObject({ error: 'missing_scope' });
    const double = await startDouble({ now: () => base, scopes: ['channels:history'] });
    await call(double, 'conversations.history', { channel: 'C1OPS' });
    const second = await call(double, 'conversations.history', { channel: 'C1OPS' });
    expect(second.headers.get('retry-after')).toBe('60');
  });
});
