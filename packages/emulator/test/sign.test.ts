import { verifySlackRequest } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { signRequest } from '../src/sign.ts';
import { buttons, signingSecret, startPair } from './support/app.ts';
import { clientOf } from './support/clients.ts';

/** Source: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const published = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: 1531420618,
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

describe('the signature', () => {
  it('is the one of the example that Slack publishes', () => {
    const headers = signRequest(published.secret, published.body, published.timestamp);
    expect(headers['x-slack-signature']).toBe(published.signature);
  });

  it('convinces Bolt, for clicks, commands and events', async () => {
    const { app, double } = await startPair();
    const { ts = '' } = await clientOf(double).chat.postMessage({
      channel: 'C1OPS',
      text: 'Deploy?',
      blocks: buttons,
    });
    await double.click({ user: 'U1ADA', channel: 'C1OPS', ts, actionId: 'approve' });
    await double.command({ user: 'U1ADA', channel: 'C1OPS', command: '/countersign' });
    await double.event({ type: 'app_home_opened', user: 'U1ADA', tab: 'home' });
    expect(app.received).toHaveLength(3);
    for (const { headers, body } of app.received) verify(headers, body);
  });

  it('can be made for any time, and Bolt refuses a changed byte', async () => {
    const { double } = await startPair();
    const stale = double.sign('payload=%7B%7D', 1);
    expect(() => verify(stale, 'payload=%7B%7D')).toThrow(/stale/);
    expect(() => verify(double.sign('a=1'), 'a=2')).toThrow(/signature mismatch/);
  });
});

function verify(given: object, body: string): void {
  const headers: Record<string, unknown> = { ...given };
  verifySlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
  });
}
