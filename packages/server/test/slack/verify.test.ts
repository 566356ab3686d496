import { createHmac } from 'node:crypto';
import { verifySlackRequest as boltVerify } from '@slack/bolt';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifySlackRequest } from '../../src/chat/slack/verify.ts';

/** Slack's published example: https://docs.slack.dev/authentication/verifying-requests-from-slack */
const example = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const now = Number(example.timestamp) * 1000;

function verify(more: { headers?: object; body?: string; now?: number; secret?: string } = {}) {
  const headers = {
    'x-slack-request-timestamp': example.timestamp,
    'x-slack-signature': example.signature,
    ...more.headers,
  };
  const body = Buffer.from(more.body ?? example.body);
  return verifySlackRequest(more.secret ?? example.secret, { headers, body }, more.now ?? now).ok;
}

function sign(secret: string, timestamp: string, body: Uint8Array): string {
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}

describe('a request from Slack', () => {
  it("passes with the signature of Slack's published example", () => {
    expect(verify()).toBe(true);
  });

  it.each([
    ['one byte more', { body: `${example.body} ` }],
    ['no timestamp', { headers: { 'x-slack-request-timestamp': undefined } }],
    ['no signature', { headers: { 'x-slack-signature': undefined } }],
    [
      'two signatures',
      { headers: { 'x-slack-signature': [example.signature, example.signature] } },
    ],
    ['an empty signature', { headers: { 'x-slack-signature': 'v0=' } }],
    [
      'an unknown version',
      { headers: { 'x-slack-signature': example.signature.replace('v0', 'v1') } },
    ],
    ['a longer signature', { headers: { 'x-slack-signature': `${example.signature}00` } }],
    ['another secret', { secret: 'another' }],
    ['an empty secret', { secret: '' }],
    ['a timestamp with a sign', { headers: { 'x-slack-request-timestamp': '+1531420618' } }],
    ['a timestamp with a fraction', { headers: { 'x-slack-request-timestamp': '1531420618.0' } }],
    ['a timestamp that is no number', { headers: { 'x-slack-request-timestamp': 'NaN' } }],
  ])('is refused with %s', (_, more) => {
    expect(verify(more)).toBe(false);
  });

  it.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
    [3_600, false],
    [-3_600, false],
  ])('that is %i s away from our clock: taken is %s', (seconds, taken) => {
    expect(verify({ now: now - seconds * 1000 })).toBe(taken);
  });

  it("is never taken where Slack's own library refuses it", () => {
    const skew = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string({ minLength: 1 }),
        skew,
        fc.boolean(),
        (bytes, secret, seconds, forged) => {
          const body = Buffer.from(Buffer.from(bytes).toString('utf8'));
          const timestamp = String(Math.floor(now / 1000) + seconds);
          const signature = sign(forged ? `${secret}!` : secret, timestamp, body);
          const headers = {
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': signature,
          };
          const ours = verifySlackRequest(secret, { headers, body }, now).ok;
          const bolts = boltTakes(secret, headers, body.toString('utf8'));
          expect(ours).toBe(bolts && seconds <= 300);
        },
      ),
    );
  });
});

function boltTakes(
  signingSecret: string,
  headers: { 'x-slack-request-timestamp': string; 'x-slack-signature': string },
  body: string,
): boolean {
  try {
    boltVerify({
      signingSecret,
      body,
      headers: {
        ...headers,
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: now,
    });
    return true;
  } catch {
    return false;
  }
}
