import { expect, it } from 'vitest';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';
import { aProvider } from './provider.ts';

const OTHER = 'https://evil.example.com';
const refused = { status: 400, body: { code: 'sign_in_failed' } };

it('an answer that names another issuer is none (RFC 9207)', async () => {
  const provider = await aProvider({ 'sub-ada': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  for (const iss of [OTHER, `${provider.issuer}/`, null]) {
    const browser = desk.browser();
    const link = new URL(await provider.visit(await browser.begin(), 'sub-ada'));
    if (iss === null) link.searchParams.delete('iss');
    else link.searchParams.set('iss', iss);
    expect(await browser.get(link.href)).toMatchObject(refused);
  }
});

it('nor is a token of another issuer, though it has the same subject', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  for (const iss of [OTHER, `${provider.issuer}/`, undefined]) {
    provider.forge({ claims: { iss } });
    expect(await desk.browser().signIn(provider, null)).toMatchObject(refused);
  }
});

it('a discovery document of another issuer is not followed', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  provider.forge({ metadata: { issuer: OTHER } });
  expect(await desk.browser().get('/auth/login')).toMatchObject({
    status: 503,
    body: { code: 'unavailable' },
  });
});

it('endpoints that the operator did not allow are not called', async () => {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  provider.forge({ metadata: { token_endpoint: 'http://169.254.169.254/token' } });
  expect(await desk.browser().signIn(provider, null)).toMatchObject({ status: 503 });
  expect(desk.lines.join('')).toContain('169.254.169.254');
});
