import { describe, expect, it } from 'vitest';
import { buttons, startDouble } from './support/app.ts';
import { call, clientOf } from './support/clients.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });

describe('what chat.postMessage refuses', () => {
  it.each([
    ['channel_not_found', { channel: 'C9NOWHERE', text: 'x' }],
    ['channel_not_found', { channel: 'G4SECRET', text: 'x' }],
    ['not_in_channel', { channel: 'C3UNINVITED', text: 'x' }],
    ['is_archived', { channel: 'C2ARCHIVED', text: 'x' }],
    ['user_disabled', { channel: 'U5GONE', text: 'x' }],
    ['no_text', { channel: 'C1OPS' }],
    ['msg_too_long', { channel: 'C1OPS', text: 'x'.repeat(40_001) }],
    ['invalid_thread_ts', { channel: 'C1OPS', text: 'x', thread_ts: '12' }],
    ['invalid_blocks_format', { channel: 'C1OPS', text: 'x', blocks: 'not json' }],
  ])('%s', async (error, args: Record<string, string>) => {
    const double = await startDouble();
    expect((await call(double, 'chat.postMessage', args)).answer).toMatchObject({ error });
    expect(double.messages('C1OPS')).toEqual([]);
  });

  it('invalid_blocks, saying where', async () => {
    const double = await startDouble();
    const blocks = JSON.stringify([section('ok'), section('x'.repeat(3001))]);
    const { answer } = await call(double, 'chat.postMessage', {
      channel: 'C1OPS',
      text: 'x',
      blocks,
    });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    const { messages } = answer['response_metadata'] as { messages: string[] };
    expect(messages[0]).toBe(
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
    );
  });

  it('posts where it was not invited with chat:write.public, but never in private', async () => {
    const double = await startDouble({ scopes: ['chat:write', 'chat:write.public'] });
    const open = await call(double, 'chat.postMessage', { channel: 'C3UNINVITED', text: 'x' });
    expect(open.answer).toMatchObject({ ok: true });
    const secret = await call(double, 'chat.postMessage', { channel: 'G4SECRET', text: 'x' });
    expect(secret.answer).toMatchObject({ error: 'channel_not_found' });
  });

  it('takes JSON bodies', async () => {
    const double = await startDouble();
    const response = await fetch(`${double.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer xoxb-1-emulated',
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: 'C1OPS', text: 'x', blocks: buttons }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    expect(double.messages('C1OPS')).toMatchObject([{ blocks: buttons }]);
  });

  it('opens the direct message when given a person', async () => {
    const double = await startDouble();
    const posted = await clientOf(double).chat.postMessage({ channel: 'U1ADA', text: 'hello' });
    expect(posted.channel).toMatch(/^D/);
    expect(double.messages(posted.channel ?? '')).toMatchObject([{ text: 'hello' }]);
  });
});

describe('what chat.update refuses', () => {
  it('message_not_found for a message that is not there', async () => {
    const double = await startDouble();
    const args = { channel: 'C1OPS', ts: '1.000001', text: 'x' };
    expect((await call(double, 'chat.update', args)).answer).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('cant_update_message for what came through a webhook', async () => {
    const double = await startDouble();
    await fetch(double.incomingWebhook('C1OPS'), { method: 'POST', body: '{"text":"one-way"}' });
    const [message] = double.messages('C1OPS');
    const args = { channel: 'C1OPS', ts: message?.ts ?? '', text: 'x' };
    expect((await call(double, 'chat.update', args)).answer).toMatchObject({
      error: 'cant_update_message',
    });
  });

  it('is_inactive once the channel is archived', async () => {
    const double = await startDouble();
    const { ts = '' } = await clientOf(double).chat.postMessage({ channel: 'C1OPS', text: 'x' });
    const channel = double.workspace.channels.get('C1OPS');
    if (channel !== undefined) channel.is_archived = true;
    const { answer } = await call(double, 'chat.update', { channel: 'C1OPS', ts, text: 'y' });
    expect(answer).toMatchObject({ error: 'is_inactive' });
  });
});

describe('ephemerals', () => {
  it('reach only those who are in the channel', async () => {
    const double = await startDouble();
    const args = { channel: 'C1OPS', user: 'U3GUEST', text: 'no' };
    expect((await call(double, 'chat.postEphemeral', args)).answer).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  it('stay hidden in a thread that has no reply yet', async () => {
    const double = await startDouble();
    const client = clientOf(double);
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1OPS', text: 'card' });
    const note = { channel: 'C1OPS', user: 'U1ADA', text: 'not you', thread_ts: ts };
    await client.chat.postEphemeral(note);
    await client.chat.postMessage({ channel: 'C1OPS', text: 'the diff', thread_ts: ts });
    await client.chat.postEphemeral(note);
    expect(double.ephemerals().map(({ hidden }) => hidden ?? false)).toEqual([true, false]);
  });
});

it('accepts a reply to a message that never was, and nobody sees it', async () => {
  const double = await startDouble();
  const args = { channel: 'C1OPS', text: 'x', thread_ts: '1700000000.000001' };
  expect((await call(double, 'chat.postMessage', args)).answer).toMatchObject({ ok: true });
  expect(double.messages('C1OPS')).toMatchObject([{ hidden: true }]);
});
