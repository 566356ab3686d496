import { describe, expect, it } from 'vitest';
import { deploys, message, ops, requestToken, startPair } from './support/bot.ts';

describe('a planned fault', () => {
  it.each([
    [412, 'PreconditionFailed'],
    [403, 'BotNotInConversationRoster'],
    [404, 'ConversationNotFound'],
    [502, 'ServiceError'],
  ])('answers %i with the usual code', async (status, code) => {
    const { double, client } = await startPair();
    double.fail({ operation: 'sendToConversation', with: { kind: 'http', status } });
    const answer = await client.post(deploys, message('x'));
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(double.messages(deploys)).toEqual([]);
    expect(await client.post(deploys, message('x'))).toMatchObject({ status: 201 });
  });

  it('can be a 429 with and without Retry-After, and a 504 without a body', async () => {
    const { double, client } = await startPair();
    const operation = 'sendToConversation';
    double.fail({ operation, with: { kind: 'http', status: 429, retryAfter: 3 } });
    double.fail({ operation, with: { kind: 'http', status: 429 } });
    double.fail({ operation, with: { kind: 'http', status: 504 } });
    const told = await client.post(deploys, message('x'));
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '3']);
    const untold = await client.post(deploys, message('x'));
    expect([untold.status, untold.headers.get('retry-after')]).toEqual([429, null]);
    expect(await client.post(deploys, message('x'))).toMatchObject({ status: 504, body: {} });
  });

  it('strikes one conversation, as often as it is told', async () => {
    const { double, client } = await startPair();
    const fault = { kind: 'http', status: 403, code: 'BotDisabledByAdmin' } as const;
    double.fail({ operation: '*', conversation: deploys, times: 2, with: fault });
    expect((await client.start(ops)).status).toBe(201);
    expect((await client.start(deploys)).status).toBe(403);
    expect((await client.post(`${deploys};messageid=1`, message('x'))).status).toBe(403);
    expect((await client.start(deploys)).status).toBe(201);
  });

  it('can lose the answer of what was done', async () => {
    const { double, client } = await startPair();
    double.fail({ operation: 'createConversation', with: { kind: 'lost' } });
    await expect(client.start(deploys)).rejects.toThrow('fetch failed');
    expect(double.messages(deploys)).toMatchObject([{ text: 'hello' }]);
    expect(double.calls().at(-1)).toMatchObject({ operation: 'createConversation', lost: true });
  });

  it('can answer late, or never', async () => {
    const { double, client } = await startPair();
    const { promise, resolve } = Promise.withResolvers<void>();
    double.fail({ operation: 'sendToConversation', with: { kind: 'slow', until: promise } });
    const late = client.post(deploys, message('late'));
    await double.until(() => double.messages(deploys).length === 1);
    resolve();
    expect(await late).toMatchObject({ status: 201 });
    double.fail({ operation: 'sendToConversation', with: { kind: 'hang' } });
    const never = client.post(deploys, message('never'));
    never.catch(() => undefined);
    await double.until(() => double.calls().at(-1)?.status === 0);
    expect(double.messages(deploys)).toHaveLength(1);
    await double.close();
    await expect(never).rejects.toThrow('fetch failed');
  });

  it('strikes the token endpoint and the key documents too', async () => {
    const { double } = await startPair();
    double.fail({ operation: 'token', with: { kind: 'http', status: 503 } });
    double.fail({ operation: 'keys', with: { kind: 'http', status: 500 } });
    expect((await requestToken(double)).status).toBe(503);
    expect((await fetch(`${double.url}/v1/.well-known/keys`)).status).toBe(500);
  });
});
