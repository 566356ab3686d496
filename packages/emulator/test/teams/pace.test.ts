import { expect, it } from 'vitest';
import { deploys, message, ops, startPair } from './support/bot.ts';

it('a conversation takes seven messages in a second, eight in two and sixty in thirty', async () => {
  let now = Date.parse('2026-11-22T10:00:00Z');
  const { double, client } = await startPair({ now: () => now });
  const post = async () => (await client.post(deploys, message('x'))).status;
  for (let i = 0; i < 7; i += 1) expect(await post()).toBe(201);
  const refused = await client.post(deploys, message('x'));
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'Throttled' } } });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect((await client.post(ops, message('elsewhere'))).status).toBe(201);
  now += 1000;
  expect([await post(), await post()]).toEqual([201, 429]);
  for (let sent = 8; sent < 60; sent += 4) {
    now += 2000;
    expect([await post(), await post(), await post(), await post()]).toEqual([201, 201, 201, 201]);
  }
  now += 1000;
  expect(await post()).toBe(429);
  double.setPace(false);
  expect(await post()).toBe(201);
});

it('members are read at fourteen a second', async () => {
  const now = Date.now();
  const { client } = await startPair({ now: () => now });
  for (let i = 0; i < 14; i += 1) expect((await client.members(deploys)).status).toBe(200);
  expect((await client.members(deploys)).status).toBe(429);
});
