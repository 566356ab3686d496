import { expect, it } from 'vitest';
import { ada, aDesk, person } from './desk.ts';
import { aForger } from './forger.ts';
import { aProvider } from './provider.ts';

it('a role that is taken away is gone at the next call, in sessions that go on', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer', 'auditor'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  expect((await browser.get('/log/key')).status).toBe(200);
  browser.meet(await desk.replica(ada(provider.issuer, 'viewer')));
  expect(await browser.get('/log/key')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await browser.get('/v1/requests')).status).toBe(200);
  browser.meet(await desk.replica({ roles: {} }));
  expect(await browser.get('/v1/requests')).toMatchObject({
    status: 403,
    body: { code: 'no_role' },
  });
});

it('who has no role any more is told so, and can still sign out', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  browser.meet(await desk.replica({ roles: {} }));
  expect(await browser.get('/v1/session')).toMatchObject({
    status: 200,
    body: { person: { id: 'ada' }, roles: [], permissions: [] },
  });
  expect((await browser.change('POST', '/auth/logout')).status).toBe(204);
});

it('a person who is taken out of the configuration is signed out', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  browser.meet(await desk.replica({ people: [person('olga', 'Olga')] }));
  const { status, body } = await browser.get('/v1/requests');
  expect([status, body.code]).toEqual([401, 'unauthenticated']);
  browser.meet(desk.api.http);
  expect((await browser.get('/v1/requests')).status).toBe(401);
  expect((await desk.entries()).at(-1)).toMatchObject({
    kind: 'session.ended',
    body: { person: 'ada', why: 'person_removed' },
  });
});

it('so is one whose account became somebody else’s', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  const logins = [{ issuer: provider.issuer, subject: 'sub-ada' }];
  const people = [person('ada', 'Ada'), person('olga', 'Olga', { logins })];
  browser.meet(await desk.replica({ people }));
  expect((await browser.get('/v1/session')).status).toBe(401);
});

it('who is known and has no role does not get in', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer));
  const browser = desk.browser();
  expect(await browser.signIn(provider, null)).toMatchObject({
    status: 403,
    body: { code: 'no_role' },
  });
  expect(browser.jar.size).toBe(0);
});

it('roles come by groups of the ID token, too', async () => {
  const provider = await aProvider({ 'sub-ada': { groups: ['engineering', 'audit'] } });
  const desk = await aDesk(provider, {
    ...ada(provider.issuer),
    roles: {
      viewer: { people: [], groups: ['engineering'] },
      auditor: { people: ['olga'], groups: ['audit'] },
      admin: { people: [], groups: ['engineering-admins'] },
    },
    signIn: { scopes: ['openid', 'groups'] },
  });
  const browser = desk.browser();
  await browser.signIn(provider, 'sub-ada');
  expect((await browser.get('/v1/session')).body.roles).toEqual(['viewer', 'auditor']);
});

it.each<[unknown]>([
  [{ admin: true }],
  [['admin', 7, null]],
  ['admins'],
  [undefined],
  [null],
  [[['admin']]],
])('groups that are written as %j make nobody more than they say', async (groups) => {
  const provider = await aForger();
  const desk = await aDesk(provider, {
    ...ada(provider.issuer, 'viewer'),
    roles: {
      viewer: { people: ['ada'], groups: [] },
      operator: { people: [], groups: ['admin'] },
    },
  });
  provider.forge({ claims: { groups } });
  const browser = desk.browser();
  await browser.signIn(provider, null);
  const listed = Array.isArray(groups) && groups.includes('admin');
  expect((await browser.get('/v1/session')).body.roles).toEqual(
    listed ? ['viewer', 'operator'] : ['viewer'],
  );
});
