import { registerHooks } from 'node:module';
import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

const loaded: string[] = [];
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (found.url.includes('/openid-client/')) loaded.push(found.url);
    return found;
  },
});

it('a service where people can sign in does without the OIDC client until somebody does', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.get('/v1/session');
  expect(loaded).toEqual([]);
  await browser.signIn(provider, null);
  expect(loaded).not.toEqual([]);
});
