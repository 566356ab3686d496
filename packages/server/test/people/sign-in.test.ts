import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aProvider, PUBLIC_URL } from './provider.ts';

it('a person signs in, learns who they are, and signs out', async () => {
  const provider = await aProvider({ 'sub-ada': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer', 'auditor'));
  const browser = desk.browser();
  const back = await browser.signIn(provider, 'sub-ada', '/requests?status=pending');
  expect([back.status, back.headers.location]).toEqual([
    303,
    `${PUBLIC_URL}/requests?status=pending`,
  ]);
  const { body } = await browser.get('/v1/session');
  expect(body).toMatchObject({
    person: { id: 'ada', name: 'Ada' },
    roles: ['viewer', 'auditor'],
    permissions: expect.arrayContaining(['requests.read', 'log.read', 'sessions.own']),
  });
  const out = await browser.change('POST', '/auth/logout');
  expect([out.status, browser.jar.size]).toEqual([204, 0]);
  expect(await browser.get('/v1/session')).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  });
});
