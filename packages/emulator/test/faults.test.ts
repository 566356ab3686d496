import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { botToken, startDouble } from './support/app.ts';
import { call, clientOf, silent } from './support/clients.ts';

const message = { channel: 'C1OPS', text: 'x' };

describe('faults', () => {
  it('strike as often as they are told, in one channel', async () => {
    const double = await startDouble();
    const method = 'chat.postMessage';
    const fault = { kind: 'ratelimited' as const, retryAfter: 30 };
    double.fail({ method, channel: 'C1OPS', times: 2, with: fault });
    const other = await call(double, method, { ...message, channel: 'G5PRIVATE' });
    expect(other.status).toBe(200);
    expect((await call(double, method, message)).headers.get('retry-after')).toBe('30');
    expect((await call(double, method, message)).status).toBe(429);
    expect((await call(double, method, message)).status).toBe(200);
  });

  it('answer an error, or an HTTP status, without doing the call', async () => {
    const double = await startDouble();
    double.fail({ method: '*', with: { kind: 'error', error: 'not_in_channel' } });
    double.fail({ method: '*', with: { kind: 'http', status: 503 } });
    expect((await call(double, 'chat.postMessage', message)).answer).toMatchObject({
      error: 'not_in_channel',
    });
    expect((await call(double, 'chat.postMessage', message)).status).toBe(503);
    expect(double.messages('C1OPS')).toEqual([]);
  });

  it('are forgotten when cleared', async () => {
    const double = await startDouble();
    double.fail({ method: '*', times: 9, with: { kind: 'http', status: 503 } });
    double.clearFaults();
    expect((await call(double, 'chat.postMessage', message)).status).toBe(200);
  });

  it('lose an answer after the message was posted', async () => {
    const double = await startDouble();
    double.fail({ method: 'chat.postMessage', with: { kind: 'lost' } });
    await expect(clientOf(double).chat.postMessage(message)).rejects.toThrow(/fetch failed/);
    expect(double.messages('C1OPS')).toHaveLength(1);
    expect(double.calls()).toMatchObject([{ method: 'chat.postMessage', ok: true, lost: true }]);
  });

  it('strike webhooks and response URLs by name', async () => {
    const double = await startDouble();
    double.fail({ method: 'incoming_webhook', with: { kind: 'http', status: 500 } });
    const url = double.incomingWebhook('C1OPS');
    const post = () => fetch(url, { method: 'POST', body: '{"text":"x"}' });
    expect((await post()).status).toBe(500);
    expect((await post()).status).toBe(200);
    expect(double.calls()).toMatchObject([
      { method: 'incoming_webhook', ok: false },
      { method: 'incoming_webhook', ok: true, args: { text: 'x' } },
    ]);
  });

  it('make a retrying client post twice when the answer is slow', async () => {
    const double = await startDouble();
    const held = Promise.withResolvers<void>();
    double.fail({ method: 'chat.postMessage', with: { kind: 'slow', until: held.promise } });
    const hasty = new WebClient(botToken, {
      slackApiUrl: double.apiUrl,
      timeout: 2_000,
      retryConfig: { retries: 1, minTimeout: 1 },
      logger: silent,
    });
    await hasty.chat.postMessage(message);
    expect(double.messages('C1OPS')).toHaveLength(2);
    held.resolve();
  });
});
