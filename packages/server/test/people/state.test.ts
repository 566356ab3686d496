import { beforeEach, describe, expect, it } from 'vitest';
import { ada, aDesk, type Desk } from './desk.ts';
import { aForger } from './forger.ts';

/** Login CSRF: a browser is made to finish a sign-in that somebody else began. */
describe('a sign-in is finished by the browser that began it', () => {
  let provider: Awaited<ReturnType<typeof aForger>>;
  let desk: Desk;
  beforeEach(async () => {
    provider = await aForger();
    desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  });
  const refused = { status: 400, body: { code: 'sign_in_failed' } };

  it('and by no other one', async () => {
    const link = await provider.visit(await desk.browser().begin());
    const victim = desk.browser();
    expect(await victim.get(link)).toMatchObject(refused);
    expect(victim.jar.size).toBe(0);
  });

  it('and by none that began something else', async () => {
    const link = await provider.visit(await desk.browser().begin());
    const victim = desk.browser();
    await victim.begin();
    expect(await victim.get(link)).toMatchObject(refused);
    expect(await victim.get('/v1/session')).toMatchObject({ status: 401 });
  });

  it.each([
    ['changed', (url: URL) => url.searchParams.set('state', 'x')],
    ['left out', (url: URL) => url.searchParams.delete('state')],
    ['given twice', (url: URL) => url.searchParams.append('state', 'x')],
  ])('with its state, and not where that is %s', async (_, change) => {
    const browser = desk.browser();
    const link = new URL(await provider.visit(await browser.begin()));
    change(link);
    expect(await browser.get(link.href)).toMatchObject(refused);
    expect(browser.jar.size).toBe(0);
  });

  it('with what it was given, and not where that was made or altered by somebody', async () => {
    const browser = desk.browser();
    const link = await provider.visit(await browser.begin());
    const [[name, sealed] = ['', '']] = browser.jar;
    for (const other of ['', 'x', sealed.slice(0, -2), `${sealed}AA`, 'eyJhbGciOiJub25lIn0.e30.']) {
      browser.jar.set(name, other);
      expect(await browser.get(link)).toMatchObject(refused);
    }
    expect(provider.asked.filter((call) => call.includes('/token'))).toEqual([]);
  });

  it('within ten minutes', async () => {
    const browser = desk.browser();
    const link = await provider.visit(await browser.begin());
    desk.world.pass(601_000);
    expect(await browser.get(link)).toMatchObject(refused);
  });
});
