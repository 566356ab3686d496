import { expect, it } from 'vitest';
import { startDouble } from './support/app.ts';

const post = async (url: string, body: unknown) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.text()];
};

it('posts one-way and answers plain words', async () => {
  const double = await startDouble();
  const url = double.incomingWebhook('C1OPS');
  expect(await post(url, { text: 'hello' })).toEqual([200, 'ok']);
  expect(double.messages('C1OPS')).toMatchObject([{ text: 'hello', via: 'webhook' }]);
  expect(await post(url, {})).toEqual([400, 'no_text']);
  expect(await post(`${double.url}/services/T1/B1/x`, { text: 'x' })).toEqual([404, 'no_service']);
  expect(await post(double.incomingWebhook('C2ARCHIVED'), { text: 'x' })).toEqual([
    410,
    'channel_is_archived',
  ]);
});
