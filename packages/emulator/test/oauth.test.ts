import { describe, expect, it } from 'vitest';
import { startDouble } from './support/app.ts';
import { call } from './support/clients.ts';

const client = { client_id: '1.2', client_secret: 'hush' };
const options = { clientId: '1.2', clientSecret: 'hush' };

describe('oauth.v2.access', () => {
  it('exchanges a code once, for a token that works', async () => {
    const double = await startDouble(options);
    const args = { ...client, code: double.oauth.code() };
    const { answer } = await call(double, 'oauth.v2.access', args, '');
    expect(answer).toMatchObject({ ok: true, token_type: 'bot', team: { id: 'T0EMULATED' } });
    const token = String(answer['access_token']);
    expect((await call(double, 'auth.test', {}, token)).answer).toMatchObject({ ok: true });
    expect((await call(double, 'oauth.v2.access', args, '')).answer).toMatchObject({
      error: 'invalid_code',
    });
  });

  it('sends the installer back with a code and the state', async () => {
    const double = await startDouble(options);
    const query = new URLSearchParams({ redirect_uri: 'https://app.example/cb?a=1', state: 's' });
    const response = await fetch(`${double.url}/oauth/v2/authorize?${query}`, {
      redirect: 'manual',
    });
    const target = new URL(response.headers.get('location') ?? '');
    expect(target.origin + target.pathname).toBe('https://app.example/cb');
    expect(target.searchParams.get('state')).toBe('s');
    const args = { ...client, code: target.searchParams.get('code') ?? '' };
    expect((await call(double, 'oauth.v2.access', args, '')).answer).toMatchObject({ ok: true });
  });

  it('gives an installation with token rotation a refresh token', async () => {
    const double = await startDouble(options);
    const args = { ...client, code: double.oauth.code({ rotating: true }) };
    expect((await call(double, 'oauth.v2.access', args, '')).answer).toMatchObject({
      access_token: expect.stringMatching(/^xoxe\.xoxb-1-/),
      refresh_token: expect.stringMatching(/^xoxe-1-/),
      expires_in: 43_200,
    });
  });

  it('rotates: each refresh token works once, each access token for twelve hours', async () => {
    let now = Date.UTC(2026, 0, 1);
    const double = await startDouble({ ...options, now: () => now });
    const args = {
      ...client,
      grant_type: 'refresh_token',
      refresh_token: double.oauth.refreshToken(),
    };
    const both = await Promise.all([
      call(double, 'oauth.v2.access', args, ''),
      call(double, 'oauth.v2.access', args, ''),
    ]);
    const answers = both.map(({ answer }) => answer);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const won = answers.find(({ ok }) => ok) ?? {};
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: 'invalid_refresh_token' });
    expect(won).toMatchObject({ expires_in: 43_200, refresh_token: expect.any(String) });
    const token = String(won['access_token']);
    expect((await call(double, 'auth.test', {}, token)).answer).toMatchObject({ ok: true });
    now += 43_200_000;
    expect((await call(double, 'auth.test', {}, token)).answer).toMatchObject({
      error: 'token_expired',
    });
  });

  it('knows its client, by arguments or HTTP Basic', async () => {
    const double = await startDouble(options);
    const wrong = { ...client, client_secret: 'guess', code: double.oauth.code() };
    expect((await call(double, 'oauth.v2.access', wrong, '')).answer).toMatchObject({
      error: 'bad_client_secret',
    });
    const response = await fetch(`${double.apiUrl}oauth.v2.access`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('1.2:hush').toString('base64')}` },
      body: new URLSearchParams({ code: double.oauth.code() }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
  });
});
