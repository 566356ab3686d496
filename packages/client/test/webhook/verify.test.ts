import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyWebhook } from '../../src/webhook/verify.ts';

/** The vector of the reference implementations of Standard Webhooks. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  payload: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const now = 1_614_265_330_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const event = { type: 'request.approved', timestamp: '2021-02-25T15:02:10.000Z', data: { n: 1 } };

/** As the specification says: HMAC-SHA256 over id, time and payload. */
function sign(payload: string) {
  const key = Buffer.from(published.secret.slice('whsec_'.length), 'base64');
  const content = `${published.id}.${published.timestamp}.${payload}`;
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

function received(
  change: { [header: string]: string | undefined } = {},
  text = JSON.stringify(event),
) {
  const signature = sign(text);
  return {
    headers: {
      'webhook-id': published.id,
      'webhook-timestamp': published.timestamp,
      'webhook-signature': signature,
      ...change,
    },
    body: bytes(text),
    secrets: published.secret,
    now,
  };
}

describe('verifyWebhook', () => {
  it('knows the published vector as genuine, and says that it is no event of ours', async () => {
    const vector = received({ 'webhook-signature': published.signature }, published.payload);
    await expect(verifyWebhook(vector)).rejects.toMatchObject({ code: 'body' });
    const other = { ...vector, body: bytes('{"test": 2432232315}') };
    await expect(verifyWebhook(other)).rejects.toMatchObject({ code: 'signature' });
  });

  it('gives the event and its id', async () => {
    expect(await verifyWebhook(received())).toEqual({ id: published.id, ...event });
  });

  it('reads headers of any case, and of the Fetch API', async () => {
    const { headers, ...rest } = received();
    const upper = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toUpperCase(), v]));
    expect(await verifyWebhook({ ...rest, headers: upper })).toMatchObject({ id: published.id });
    expect(await verifyWebhook({ ...rest, headers: new Headers(headers) })).toMatchObject(event);
  });

  it.each([
    '1614265330abc',
    ' 1614265330',
    '1614265330 ',
    '1614265330.9',
    '+1614265330',
    '-1614265330',
    '1.614265330e9',
    '0x60379ab2',
    '１６１４２６５３３０',
    '1614265330\n',
    'NaN',
  ])('refuses the timestamp %j', async (timestamp) => {
    await expect(verifyWebhook(received({ 'webhook-timestamp': timestamp }))).rejects.toMatchObject(
      {
        code: 'timestamp',
      },
    );
  });

  it.each([300, -300])('accepts a clock that is %i s away', async (seconds) => {
    const answer = verifyWebhook({ ...received(), now: now + seconds * 1_000 });
    await expect(answer).resolves.toMatchObject(event);
  });

  it.each([301, -301])('refuses a clock that is %i s away', async (seconds) => {
    const answer = verifyWebhook({ ...received(), now: now + seconds * 1_000 });
    await expect(answer).rejects.toMatchObject({ code: 'timestamp' });
  });

  it.each([
    ['nothing', ''],
    ['no version', published.signature.slice(3)],
    ['another version', received().headers['webhook-signature'].replace('v1,', 'v1a,')],
    ['a truncated one', received().headers['webhook-signature'].slice(0, -4)],
    ['one of another payload', published.signature],
  ])('refuses a signature header with %s', async (_, signature) => {
    await expect(verifyWebhook(received({ 'webhook-signature': signature }))).rejects.toMatchObject(
      {
        name: 'WebhookRefused',
      },
    );
  });

  it('accepts the right signature among others, and the right secret among others', async () => {
    const several = received();
    several.headers['webhook-signature'] =
      `v1a,xx ${published.signature} ${several.headers['webhook-signature']}`;
    const secrets = [`whsec_${btoa('x'.repeat(32))}`, published.secret];
    expect(await verifyWebhook({ ...several, secrets })).toMatchObject(event);
  });

  it('refuses another id than the one that was signed', async () => {
    await expect(verifyWebhook(received({ 'webhook-id': 'msg_2' }))).rejects.toMatchObject({
      code: 'signature',
    });
  });

  it('verifies the bytes as they came: the same JSON in another spelling is refused', async () => {
    const respelled = { ...received(), body: bytes(JSON.stringify(event, null, 2)) };
    await expect(verifyWebhook(respelled)).rejects.toMatchObject({ code: 'signature' });
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('wants %s', async (name) => {
    await expect(verifyWebhook(received({ [name]: undefined }))).rejects.toMatchObject({
      code: 'headers',
    });
  });

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'whsec_!!!', published.secret.slice(6)])(
    'does not start with the secret %j',
    async (secrets) => {
      await expect(verifyWebhook({ ...received(), secrets })).rejects.toThrow(
        'A webhook secret is',
      );
    },
  );

  it.each(['', 'null', '[]', '{"type":1,"timestamp":"x","data":{}}', '{"type":"x"}', '{'])(
    'refuses the genuine body %j',
    async (text) => {
      await expect(verifyWebhook(received({}, text))).rejects.toMatchObject({ code: 'body' });
    },
  );
});
