import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

const SESSION = '__Host-countersign';
const over = { status: 401, body: { code: 'unauthenticated' } };

async function signedIn() {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, null);
  const thief = desk.browser();
  thief.jar.set(SESSION, browser.jar.get(SESSION) ?? '');
  const ends = async () =>
    (await desk.entries()).filter(({ kind }) => kind === 'session.ended').map(({ body }) => body);
  return { desk, browser, thief, ends };
}

it('the cookie of a session that was signed out opens nothing, at any replica', async () => {
  const { desk, browser, thief, ends } = await signedIn();
  await browser.change('POST', '/auth/logout');
  expect(await thief.get('/v1/requests')).toMatchObject(over);
  thief.meet(await desk.replica());
  expect(await thief.get('/v1/requests')).toMatchObject(over);
  expect(await ends()).toMatchObject([{ person: 'ada', why: 'signed_out' }]);
});

it('nor does one that was not used for half an hour', async () => {
  const { desk, thief, ends } = await signedIn();
  desk.world.pass(29 * 60_000);
  expect(await thief.get('/v1/requests')).toMatchObject({ status: 200 });
  desk.world.pass(29 * 60_000);
  expect(await thief.get('/v1/requests')).toMatchObject({ status: 200 });
  desk.world.pass(30 * 60_000);
  expect(await thief.get('/v1/requests')).toMatchObject(over);
  expect(await ends()).toMatchObject([{ why: 'expired' }]);
});

it('nor one that is eight hours old, however often it was used', async () => {
  const { desk, thief } = await signedIn();
  for (let quarter = 0; quarter < 31; quarter += 1) {
    desk.world.pass(15 * 60_000);
    expect(await thief.get('/v1/session')).toMatchObject({ status: 200 });
  }
  desk.world.pass(15 * 60_000);
  expect(await thief.get('/v1/session')).toMatchObject(over);
});

it('nor what stands in the store', async () => {
  const { desk, thief, browser } = await signedIn();
  const [stored] = await desk.world.store.sessions.of('ada', desk.world.ctx.now());
  expect(JSON.stringify(stored)).not.toContain(browser.jar.get(SESSION));
  for (const value of [stored?.hash ?? '', stored?.id ?? '']) {
    thief.jar.set(SESSION, value);
    expect(await thief.get('/v1/requests')).toMatchObject(over);
  }
});
