import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

it('a token that was made for another sign-in signs nobody in', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  for (const nonce of ['of-another-sign-in', undefined, '', 7]) {
    provider.forge({ claims: { nonce } });
    const browser = desk.browser();
    const { status, body } = await browser.signIn(provider, null);
    expect([nonce, status, body.code]).toEqual([nonce, 400, 'sign_in_failed']);
    expect(browser.jar.size).toBe(0);
  }
});
