import { startSlackDouble } from '@countersign/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { slackClients } from '../../src/chat/slack/clients.ts';
import { rotatingToken, staticToken, type TokenSource } from '../../src/chat/slack/tokens.ts';
import { openStore } from '../../src/store/open.ts';
import { NOON } from './fixtures.ts';

async function rotating() {
  let clock = NOON;
  const now = () => clock;
  const client = { clientId: '1.2', clientSecret: 'secret' };
  const double = await startSlackDouble({
    signingSecret: 's',
    botToken: 'xoxb-first',
    now,
    ...client,
  });
  onTestFinished(() => double.close());
  const store = await openStore('sqlite::memory:', { now });
  onTestFinished(() => store.close());
  const seed = {
    accessToken: 'xoxb-first',
    refreshToken: double.oauth.refreshToken(),
    expiresAt: NOON,
  };
  const worker = (more: { expiresAt?: number; clientSecret?: string } = {}): TokenSource =>
    rotatingToken({
      installs: store.installs,
      team: 'T1',
      enterprise: null,
      ...client,
      ...(more.clientSecret === undefined ? {} : { clientSecret: more.clientSecret }),
      seed: { ...seed, expiresAt: more.expiresAt ?? NOON },
      now,
      apiUrl: double.apiUrl,
    });
  return {
    double,
    store,
    worker,
    pass: (ms: number) => void (clock += ms),
    renewals: () => double.calls().filter(({ method }) => method === 'oauth.v2.access').length,
  };
}

const HOUR = 3_600_000;

it('two workers renew one token with one call to Slack, and both have the new one', async () => {
  const { worker, renewals, double } = await rotating();
  const [one, two] = [worker(), worker()];
  const tokens = await Promise.all([one(), two(), one(), two()]);
  expect(renewals()).toBe(1);
  expect(new Set(tokens).size).toBe(1);
  const client = slackClients(staticToken(tokens[0] ?? ''), double.apiUrl).interaction;
  await expect(client.call('auth.test', {})).resolves.toMatchObject({ ok: true });
});

it('the token is kept until shortly before its end, then renewed once more', async () => {
  const { worker, renewals, pass } = await rotating();
  const token = worker();
  const first = await token();
  pass(11 * HOUR);
  expect(await token()).toBe(first);
  pass(HOUR);
  expect(await token()).not.toBe(first);
  expect(renewals()).toBe(2);
});

it('a worker that starts later takes the tokens from the store, both of them', async () => {
  const { worker, renewals, pass } = await rotating();
  const first = await worker()();
  expect(await worker()()).toBe(first);
  expect(renewals()).toBe(1);
  pass(13 * HOUR);
  expect(await worker()()).not.toBe(first);
  expect(renewals()).toBe(2);
});

it('a renewal that fails while the old token works stops nothing', async () => {
  const { worker } = await rotating();
  const token = worker({ expiresAt: NOON + 60_000, clientSecret: 'wrong' });
  expect(await token()).toBe('xoxb-first');
});

it('a renewal that fails after the end says what to do', async () => {
  const { worker } = await rotating();
  await expect(worker({ clientSecret: 'wrong' })()).rejects.toMatchObject({ kind: 'unavailable' });
});
