import { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { botToken, startDouble } from './support/app.ts';

const quiet = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

it('forgets the oldest messages of a channel, where it is told to keep a few', async () => {
  const double = await startDouble({ keepMessages: 2 });
  const client = new WebClient(botToken, { slackApiUrl: double.apiUrl, ...quiet });
  const first = await client.chat.postMessage({ channel: 'C1OPS', text: 'one' });
  await client.chat.postMessage({ channel: 'C1OPS', text: 'two' });
  await client.chat.postMessage({ channel: 'C1OPS', text: 'three' });
  expect(double.messages('C1OPS').map(({ text }) => text)).toEqual(['two', 'three']);
  await expect(
    client.chat.update({ channel: 'C1OPS', ts: first.ts ?? '', text: 'again' }),
  ).rejects.toThrow('message_not_found');
});

it('hands out copies: what a reader does with them changes nothing', async () => {
  const double = await startDouble();
  const client = new WebClient(botToken, { slackApiUrl: double.apiUrl, ...quiet });
  const event_payload = JSON.parse('{"__proto__": {"card": "1"}}') as { card: string };
  await client.chat.postMessage({
    channel: 'C1OPS',
    text: 'one',
    metadata: { event_type: 'card', event_payload },
  });
  const read = () => double.messages('C1OPS')[0];
  expect(JSON.stringify(read()?.metadata?.event_payload)).toBe('{"__proto__":{"card":"1"}}');
  Object.assign(read() ?? {}, { text: 'two' });
  read()?.blocks.push({ type: 'divider', block_id: 'd' });
  expect(read()).toMatchObject({ text: 'one', blocks: [] });
});
