import { verifyWebhook } from '../../../client/src/webhook/verify.ts';
import { describe, expect, it } from 'vitest';
import { createWebhook, type WebhookOptions } from '../../src/connectors/webhook.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const url = 'https://hooks.test/T0K3N?key=T0K3N';
const event = { id: 'dlv_1', type: 'request.approved', data: { request: 'req_1', who: 'Ünï' } };
type Fetch = WebhookOptions['fetch'];

function webhook(fetch: Fetch) {
  return createWebhook({ name: 'deploys', url, secret, fetch, now: () => now });
}

function answering(status: number, headers: { [name: string]: string } = {}) {
  return webhook(async () => new Response(null, { status, headers })).send(event);
}

describe('a webhook', () => {
  it('is signed so that a receiver knows its event, type and id', async () => {
    const calls: Parameters<Fetch>[] = [];
    const sent = await webhook(async (...call) => {
      calls.push(call);
      return new Response('ok');
    }).send(event);
    expect(sent).toEqual({ ok: true, status: 200 });
    const [[to, { method, headers, body }]] = calls as [Parameters<Fetch>];
    expect([to, method, headers['content-type']]).toEqual([url, 'POST', 'application/json']);
    expect(await verifyWebhook({ headers, body: Buffer.from(body), secrets: secret, now })).toEqual(
      {
        ...event,
        timestamp: '2026-11-22T12:00:00.000Z',
      },
    );
  });

  it('keeps its id over retries, with a signature of the moment', async () => {
    const seen: { [name: string]: string }[] = [];
    let clock = now;
    const hook = createWebhook({
      name: 'deploys',
      url,
      secret,
      now: () => clock,
      fetch: async (_url, { headers }) => {
        seen.push(headers);
        return new Response(null, { status: 503 });
      },
    });
    await hook.send(event);
    clock += 600_000;
    await hook.send(event);
    const [first, second] = seen;
    expect(second?.['webhook-id']).toBe(first?.['webhook-id']);
    expect(second?.['webhook-timestamp']).toBe(String(clock / 1_000));
    expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
  });

  it.each([200, 201, 202, 204, 299])('is done with an answer of %i', async (status) => {
    expect(await answering(status)).toEqual({ ok: true, status });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422])('gives up at %i', async (status) => {
    expect(await answering(status)).toMatchObject({ ok: false, retry: false });
  });

  it.each([301, 302, 307, 408, 425, 429, 500, 502, 503, 504])(
    'tries again after %i',
    async (status) => {
      const answer = await answering(status);
      expect(answer).toMatchObject({ ok: false, retry: true });
      expect(answer).not.toHaveProperty('retryAfterMs');
    },
  );

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['999999999999', 86_400_000],
  ])('waits as long as Retry-After says: %s', async (value, retryAfterMs) => {
    for (const status of [429, 503]) {
      expect(await answering(status, { 'retry-after': value })).toMatchObject({ retryAfterMs });
    }
  });

  it('does not wait for a Retry-After that makes no sense', async () => {
    expect(await answering(503, { 'retry-after': 'soon' })).not.toHaveProperty('retryAfterMs');
  });

  it('tries again when the network fails, and its error tells neither address nor secret', async () => {
    const fault = Object.assign(new Error(`connect to ${url} with ${secret}`), {
      code: 'ECONNREFUSED',
    });
    const answers = [
      await webhook(() => Promise.reject(fault)).send(event),
      await webhook(() => Promise.reject(new TypeError(url))).send(event),
      await answering(500),
      await answering(404),
      await answering(410),
    ];
    expect(answers[0]).toMatchObject({
      retry: true,
      error: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(answers)).not.toMatch(/T0K3N|whsec|hooks\.test/u);
  });

  it('says of silence that it is silence, not that nobody is there', async () => {
    const silence = new DOMException('', 'TimeoutError');
    expect(await webhook(() => Promise.reject(silence)).send(event)).toEqual({
      ok: false,
      retry: true,
      error: 'The webhook “deploys” did not answer in time.',
    });
  });

  it.each(['', 'whsec_', 'T0K3N', 'whsec_T0K3', 'whsec_***', `whsec_${'A'.repeat(400)}`])(
    'does not start with the secret %j, and does not repeat it',
    (bad) => {
      const make = () => createWebhook({ name: 'x', url, secret: bad, fetch, now: Date.now });
      expect(make).toThrow('24 to 64 random bytes');
      expect(make).not.toThrow(/T0K3|AAAA/u);
    },
  );
});
