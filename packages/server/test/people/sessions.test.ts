import { expect, it } from 'vitest';
import { aDesk, person } from './desk.ts';
import { aForger } from './forger.ts';

async function aDeskOfThree() {
  const provider = await aForger();
  const { issuer } = provider;
  const desk = await aDesk(provider, {
    people: ['ada', 'olga', 'root'].map((id) =>
      person(id, id, { logins: [{ issuer, subject: id }] }),
    ),
    roles: {
      viewer: { people: ['ada', 'olga'], groups: [] },
      admin: { people: ['root'], groups: [] },
    },
  });
  const as = async (subject: string) => {
    provider.forge({ claims: { sub: subject } });
    const browser = desk.browser();
    await browser.signIn(provider, null);
    return browser;
  };
  return { desk, as };
}

it('people see where they are signed in, and end that', async () => {
  const { desk, as } = await aDeskOfThree();
  const laptop = await as('ada');
  desk.world.pass(60_000);
  const phone = await as('ada');
  const { items } = (await phone.get('/v1/sessions')).body;
  expect(items).toMatchObject([{ current: true }, { current: false }]);
  expect(Object.keys(items[1])).toEqual(['id', 'current', 'startedAt', 'seenAt', 'expiresAt']);
  expect((await phone.change('DELETE', `/v1/sessions/${items[1].id}`)).status).toBe(204);
  expect((await laptop.get('/v1/session')).status).toBe(401);
  expect((await phone.change('DELETE', `/v1/sessions/${items[1].id}`)).status).toBe(404);
  desk.world.pass(30 * 60_000);
  const later = await as('ada');
  expect((await later.get('/v1/sessions')).body.items).toHaveLength(1);
});

it('those of others are hidden, and an admin’s to end', async () => {
  const { desk, as } = await aDeskOfThree();
  const [mine, olga, root] = [await as('ada'), await as('olga'), await as('root')];
  const { id } = (await mine.get('/v1/session')).body.session;
  expect(await olga.get('/v1/sessions?person=ada')).toMatchObject({ status: 403 });
  expect(await olga.change('DELETE', `/v1/sessions/${id}`)).toMatchObject({ status: 404 });
  const { items } = (await root.get('/v1/sessions?person=ada')).body;
  expect(items).toMatchObject([{ id, current: false }]);
  expect((await root.change('DELETE', `/v1/sessions/${id}`)).status).toBe(204);
  expect((await mine.get('/v1/session')).status).toBe(401);
  expect((await desk.entries()).at(-1)?.body).toEqual({
    session: id,
    person: 'ada',
    why: 'ended_by_admin',
    by: 'root',
  });
});

it('a session is good at every replica, as is a sign-in that began at another one', async () => {
  const provider = await aForger();
  const logins = [{ issuer: provider.issuer, subject: 'sub-ada' }];
  const desk = await aDesk(provider, {
    people: [person('ada', 'Ada', { logins })],
    roles: { viewer: { people: ['ada'], groups: [] } },
  });
  const [second, third] = [await desk.replica(), await desk.replica()];
  const browser = desk.browser();
  const link = await provider.visit(await browser.begin());
  browser.meet(second);
  expect((await browser.get(link)).status).toBe(303);
  browser.meet(third);
  expect((await browser.change('POST', '/auth/logout')).status).toBe(204);
});
