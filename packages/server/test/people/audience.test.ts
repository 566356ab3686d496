import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { CLIENT } from './provider.ts';

const forgeries = [
  { aud: 'another-client' },
  { aud: ['another-client'] },
  { aud: undefined },
  { aud: [CLIENT.id, 'another-client'], azp: 'another-client' },
  { aud: [CLIENT.id, 'another-client'] },
  { exp: 1 },
  { exp: undefined },
  { iat: undefined },
  { sub: undefined },
  { sub: '' },
];

it('a token for another client, out of its time, or of nobody signs nobody in', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  for (const claims of forgeries) {
    provider.forge({ claims });
    const browser = desk.browser();
    const { status, body } = await browser.signIn(provider, null);
    expect([claims, status, body.code]).toEqual([claims, 400, 'sign_in_failed']);
    expect(browser.jar.size).toBe(0);
  }
  provider.forge({});
  expect((await desk.browser().signIn(provider, null)).status).toBe(303);
});
