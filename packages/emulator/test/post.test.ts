import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { botToken, buttons, startDouble, startPair } from './support/app.ts';

const quiet = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

describe('posting', () => {
  it('posts, updates and shows what people see', async () => {
    const double = await startDouble();
    const client = new WebClient(botToken, { slackApiUrl: double.apiUrl, ...quiet });
    const posted = await client.chat.postMessage({
      channel: 'C1OPS',
      text: 'Deploy?',
      blocks: buttons,
      unfurl_links: false,
    });
    expect(double.messages('C1OPS')).toMatchObject([
      { text: 'Deploy?', ts: posted.ts, unfurl_links: false, blocks: buttons },
    ]);
    await client.chat.update({ channel: 'C1OPS', ts: posted.ts ?? '', text: 'Approved' });
    const [message] = double.messages('C1OPS');
    expect(message).toMatchObject({ text: 'Approved', blocks: [], edited: {} });
    expect(message?.revisions).toMatchObject([{ text: 'Deploy?' }]);
  });

  it('delivers a click, signed', async () => {
    const { app, double } = await startPair();
    const client = new WebClient(botToken, { slackApiUrl: double.apiUrl, ...quiet });
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C1OPS',
      text: 'Deploy?',
      blocks: buttons,
    });
    const delivery = await double.click({
      user: 'U1ADA',
      channel: 'C1OPS',
      ts,
      actionId: 'approve',
    });
    expect(delivery).toMatchObject({ ok: true, status: 200, timedOut: false });
    expect(app.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1ADA' },
      actions: [{ action_id: 'approve', block_id: 'decide', value: 'opaque-1' }],
    });
  });
});
