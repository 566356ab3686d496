import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

it('the provider is asked when somebody signs in, once, and again where it did not answer', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  const discovered = () => provider.asked.filter((call) => call.includes('openid-configuration'));
  await browser.get('/v1/session');
  expect(provider.asked).toEqual([]);
  provider.away(true);
  expect(await browser.get('/auth/login')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    body: { code: 'unavailable', detail: expect.stringContaining('signIn.issuer') },
  });
  provider.away(false);
  for (let times = 0; times < 3; times += 1) {
    expect((await browser.signIn(provider, null)).status).toBe(303);
  }
  expect(discovered()).toHaveLength(2);
  desk.world.pass(3_600_000);
  await browser.begin();
  expect(discovered()).toHaveLength(3);
});

it('a provider that goes away meanwhile signs nobody in, and nobody out', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const [here, late] = [desk.browser(), desk.browser()];
  await here.signIn(provider, null);
  const link = await provider.visit(await late.begin());
  provider.away(true);
  expect((await late.get(link)).status).toBeGreaterThanOrEqual(400);
  expect(late.jar.size).toBe(0);
  expect((await here.get('/v1/session')).status).toBe(200);
});
