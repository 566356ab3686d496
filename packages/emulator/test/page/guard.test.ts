import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startDouble } from '../support/app.ts';

interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** With any headers at all, which `fetch` would not send. */
async function ask(url: string, { method = 'GET', path = '/', headers = {}, body }: Asked) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number | undefined;
    headers: Record<string, unknown>;
    body: string;
  }>();
  const sent = request(`${url}${path}`, { method, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => (text += chunk));
    response.on('end', () => {
      resolve({ status: response.statusCode, headers: response.headers, body: text });
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

const said = JSON.stringify({ user: 'U1ADA', channel: 'C1OPS', text: 'hello' });
const post = (headers: Record<string, string>): Asked => ({
  method: 'POST',
  path: '/page/post',
  headers: { 'content-type': 'application/json', ...headers },
  body: said,
});

describe('acting on the page', () => {
  it('is for the page itself', async () => {
    const double = await startDouble();
    const own = await ask(
      double.url,
      post({ origin: double.url, 'sec-fetch-site': 'same-origin' }),
    );
    expect(own).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(double.messages('C1OPS')).toMatchObject([{ text: 'hello', user: 'U1ADA' }]);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    [
      'another port of this machine',
      { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
    ],
    ['an old browser at another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a request that says nothing of where it is from', {}],
    [
      'a claim that its origin contradicts',
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('is not for %s', async (_who, headers: Record<string, string>) => {
    const double = await startDouble();
    const refused = await ask(double.url, post(headers));
    expect(refused.status).toBe(403);
    expect(double.messages('C1OPS')).toEqual([]);
  });

  it('takes no form, which needs no preflight', async () => {
    const double = await startDouble();
    const form = post({ origin: double.url, 'content-type': 'text/plain' });
    expect((await ask(double.url, form)).body).toContain('does not know');
    expect(double.messages('C1OPS')).toEqual([]);
  });
});

describe('reading the page', () => {
  it('works by address and as localhost', async () => {
    const double = await startDouble();
    const { port } = new URL(double.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await ask(double.url, { headers: { host } })).status).toBe(200);
    }
  });

  it.each(['/', '/page/state', '/page/events', '/page/page.js'])(
    'is not for a domain name that was rebound to this machine: %s',
    async (path) => {
      const double = await startDouble();
      const rebound = await ask(double.url, { path, headers: { host: 'rebound.example' } });
      expect(rebound.status).toBe(403);
    },
  );

  it('lets no script run but its own, and loads nothing from elsewhere', async () => {
    const double = await startDouble();
    const { headers, body } = await ask(double.url, {});
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(body).not.toMatch(/<script(?! type="module" src="\/)|<style| style=| on[a-z]+=|https?:/);
  });

  it('gives no file but those of the page', async () => {
    const double = await startDouble();
    for (const path of ['/page/routes.ts', '/page/../routes.ts', '/page/%2e%2e/routes.ts']) {
      expect((await ask(double.url, { path })).status).toBe(404);
    }
  });
});
