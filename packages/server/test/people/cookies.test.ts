import { expect, it } from 'vitest';
import { ownCookie } from '../../src/http/session/cookies.ts';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { PUBLIC_URL } from './provider.ts';

it('cookies are for this host alone, over TLS alone, and not for scripts', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const begun = await desk.browser().get('/auth/login');
  const back = await desk.browser().signIn(provider, null);
  const set = [...begun.setCookies, ...back.setCookies];
  expect(set.map((line) => line.replace(/=.*/u, ''))).toEqual([
    '__Host-countersign-sign-in',
    '__Host-countersign-sign-in',
    '__Host-countersign',
  ]);
  for (const line of set) {
    const attributes = line.split('; ').slice(1);
    expect(attributes).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    );
    expect(line).not.toContain('Domain');
  }
  const [, id = ''] = /^[^=]+=([^;]+)/u.exec(back.setCookies[1] ?? '') ?? [];
  expect(Buffer.from(id, 'base64url')).toHaveLength(32);
  expect(back.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
});

it('on one’s own machine, without TLS, they say that they have no such protection', () => {
  const cookie = ownCookie('countersign', 'http://127.0.0.1:4774');
  expect(cookie.name).toBe('countersign');
  expect(cookie.set('x', 60_000)).toBe('countersign=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
  const over = ownCookie('countersign', PUBLIC_URL);
  expect(over.read('countersign=planted')).toBeUndefined();
  expect(cookie.read('a=1; countersign=x')).toBe('x');
});
