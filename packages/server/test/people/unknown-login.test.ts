import { expect, it } from 'vitest';
import { ada, aDesk, person } from './desk.ts';
import { aProvider } from './provider.ts';

const MAIL = { email: 'ada@example.com', name: 'Ada' };

it.each([
  ['unverified', { ...MAIL, email_verified: false }],
  ['verified', { ...MAIL, email_verified: true }],
])('an account with Ada’s %s address is not Ada', async (_, claims) => {
  const provider = await aProvider({ 'sub-mallory': claims });
  const desk = await aDesk(provider, {
    ...ada(provider.issuer, 'admin'),
    signIn: { scopes: ['openid', 'email', 'profile'] },
  });
  const browser = desk.browser();
  const { status, body } = await browser.signIn(provider, 'sub-mallory');
  expect([status, body.code]).toEqual([403, 'unknown_login']);
  expect(body.detail).toContain('subject sub-mallory');
  expect(browser.jar.size).toBe(0);
});

it('whom nobody knows is refused with what an operator needs, and stands in the log by a digest', async () => {
  const provider = await aProvider({ 'sub-mallory': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  for (let times = 0; times < 3; times += 1) await desk.browser().signIn(provider, 'sub-mallory');
  const entries = await desk.entries();
  expect(entries).toMatchObject([
    {
      kind: 'sign-in.refused',
      body: { code: 'unknown_login', account: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u) },
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain('mallory');
});

it('who says no at the provider is not signed in, and what stands in the address is not repeated', async () => {
  const provider = await aProvider({});
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const { status, body } = await desk.browser().signIn(provider, null);
  expect([status, body.code]).toEqual([400, 'sign_in_failed']);
  expect(body.detail).toContain('access_denied');
  expect(JSON.stringify(body)).not.toContain('script');
});

it('two accounts of one human are one person', async () => {
  const provider = await aProvider({ 'sub-1': {}, 'sub-2': {} });
  const logins = ['sub-1', 'sub-2'].map((subject) => ({ issuer: provider.issuer, subject }));
  const desk = await aDesk(provider, {
    people: [person('ada', 'Ada', { logins })],
    roles: { viewer: { people: ['ada'], groups: [] } },
  });
  const [one, two] = [desk.browser(), desk.browser()];
  await one.signIn(provider, 'sub-1');
  await two.signIn(provider, 'sub-2');
  expect((await two.get('/v1/sessions')).body.items).toHaveLength(2);
  expect((await one.get('/v1/session')).body.person).toEqual({ id: 'ada', name: 'Ada' });
});
