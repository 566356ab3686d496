import { beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from './browser.ts';
import { ada, aDesk, type Desk } from './desk.ts';
import { aForger } from './forger.ts';
import { PUBLIC_URL } from './provider.ts';

describe('a call by cookie that changes something', () => {
  let desk: Desk;
  let browser: Browser;
  let csrf: string;
  beforeEach(async () => {
    const provider = await aForger();
    desk = await aDesk(provider, ada(provider.issuer, 'operator'));
    browser = desk.browser();
    await browser.signIn(provider, null);
    csrf = (await browser.get('/v1/session')).body.csrf;
  });
  const refused = { status: 403, body: { code: 'cross_site' } };
  const routes = ['/auth/logout', '/v1/operator/deliveries/dlv_1/retry', '/v1/requests'];

  it.each(routes)('needs the session’s token: POST %s', async (path) => {
    for (const headers of [
      {},
      { origin: PUBLIC_URL },
      { origin: PUBLIC_URL, 'x-countersign-csrf': '' },
      { origin: PUBLIC_URL, 'x-countersign-csrf': csrf.slice(0, -1) },
      { origin: PUBLIC_URL, 'x-countersign-csrf': 'A'.repeat(csrf.length) },
    ]) {
      expect(await browser.call('POST', path, headers)).toMatchObject(refused);
    }
    expect(await browser.get('/v1/session')).toMatchObject({ status: 200 });
  });

  it('counts from our own page alone, though it has the token', async () => {
    for (const headers of [
      { origin: 'https://evil.example.com' },
      { origin: 'https://other.countersign.example.com' },
      { origin: 'http://countersign.example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const told = { ...headers, 'x-countersign-csrf': csrf };
      expect(await browser.call('POST', '/auth/logout', told)).toMatchObject(refused);
    }
    expect((await browser.change('POST', '/auth/logout')).status).toBe(204);
  });

  it('does not take the token of another session', async () => {
    const mine = browser.jar.get('__Host-countersign') ?? '';
    const provider = await aForger();
    const other = await aDesk(provider, ada(provider.issuer, 'operator'));
    const stranger = other.browser();
    await stranger.signIn(provider, null);
    const { body } = await stranger.get('/v1/session');
    expect(body.csrf).not.toBe(csrf);
    const told = { origin: PUBLIC_URL, 'x-countersign-csrf': body.csrf };
    expect(await browser.call('POST', '/auth/logout', told)).toMatchObject(refused);
    expect(JSON.stringify((await browser.get('/v1/session')).body)).not.toContain(mine);
  });

  it('is no matter of bots and operators with a credential, whose cookie counts for nothing', async () => {
    const bearer = { authorization: `Bearer ${desk.api.keys.operator}` };
    const path = '/v1/operator/deliveries/dlv_1/retry';
    expect(await browser.call('POST', path, bearer)).toMatchObject({ status: 404 });
    const wrong = { authorization: 'Bearer csk_nothing', 'x-countersign-csrf': csrf };
    expect(await browser.call('POST', path, wrong)).toMatchObject({ status: 401 });
    expect(await browser.get('/v1/session', bearer)).toMatchObject({ status: 401 });
  });
});
