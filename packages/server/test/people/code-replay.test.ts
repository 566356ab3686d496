import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { aProvider } from './provider.ts';

const refused = { status: 400, body: { code: 'sign_in_failed' } };

it('a code counts once: the provider takes it no second time', async () => {
  const provider = await aProvider({ 'sub-ada': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  const link = await provider.visit(await browser.begin(), 'sub-ada');
  const copy = desk.browser();
  for (const [name, value] of browser.jar) copy.jar.set(name, value);
  expect((await browser.get(link)).status).toBe(303);
  expect(await browser.get(link)).toMatchObject(refused);
  expect(await copy.get(link)).toMatchObject(refused);
  expect(copy.jar.size).toBe(0);
});

it('and a sign-in counts once, whatever a provider takes', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  const link = await provider.visit(await browser.begin());
  const copy = desk.browser();
  for (const [name, value] of browser.jar) copy.jar.set(name, value);
  copy.meet(await desk.replica());
  expect((await browser.get(link)).status).toBe(303);
  expect(await copy.get(link)).toMatchObject(refused);
  expect(await desk.world.store.sessions.of('ada', desk.world.ctx.now())).toHaveLength(1);
});

it('a code that was given to another sign-in is taken by none (PKCE)', async () => {
  const provider = await aProvider({ 'sub-ada': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const stolen = new URL(await provider.visit(await desk.browser().begin(), 'sub-ada'));
  const thief = desk.browser();
  const own = new URL(await provider.visit(await thief.begin(), 'sub-ada'));
  own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  expect(await thief.get(own.href)).toMatchObject(refused);
});
