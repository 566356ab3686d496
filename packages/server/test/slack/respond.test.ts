import { expect, it } from 'vitest';
import { responder } from '../../src/chat/slack/respond.ts';
import { createTransport } from '../../src/chat/slack/transport.ts';

it.each([
  'http://hooks.slack.com/x',
  'https://hooks.slack.com.evil.example/x',
  'https://hooks.slack.com@evil.example/x',
  'https://hooks.slack.com:8443/x',
  'http://127.0.0.1:9/x',
  'file:///etc/passwd',
  'nothing',
])('nothing is sent to %s', async (url) => {
  const respond = responder(createTransport());
  await expect(respond(url, { text: '', blocks: [] })).rejects.toThrow('not one of Slack');
});
