import { expect, it } from 'vitest';
import { attemptLimit } from '../../src/http/session/attempts.ts';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

it('an address signs in so often in a minute, and is told when it may go on', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, {
    ...ada(provider.issuer, 'viewer'),
    signIn: { attemptsPerMinute: 3 },
  });
  const browser = desk.browser();
  for (let times = 0; times < 3; times += 1) {
    expect((await browser.get('/auth/callback?code=x&state=y')).status).toBe(400);
    expect((await browser.get('/auth/login')).status).toBe(303);
  }
  for (const path of ['/auth/login', '/auth/callback?code=x&state=y']) {
    const { status, body, headers } = await browser.get(path);
    expect([status, body.code, headers['retry-after']]).toEqual([429, 'rate_limited', '60']);
  }
  desk.world.pass(60_000);
  expect((await browser.get('/auth/login')).status).toBe(303);
  expect(provider.asked.filter((call) => call.includes('/token'))).toEqual([]);
  expect(await desk.entries()).toHaveLength(1);
});

it('the limit holds for each address by itself, and takes a bounded memory', () => {
  const attempt = attemptLimit(1, () => 0);
  for (let address = 0; address < 10_000; address += 1) attempt(`${address}`);
  expect(() => attempt('1')).toThrow('Your address has tried');
  attempt('new');
  expect(() => attempt('newer')).toThrow('Your address has tried');
});
