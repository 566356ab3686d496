import { expect, it } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { ada, aDesk } from './desk.ts';
import { aProvider, CLIENT } from './provider.ts';

it('no code, token, cookie or secret is in a line of the service’s log, nor a name in its tree', async () => {
  const provider = await aProvider({ 'sub-ada': {}, 'sub-mallory': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  const secrets = new Set<string>([CLIENT.secret]);
  for (const subject of ['sub-ada', 'sub-mallory', null]) {
    const link = await provider.visit(await browser.begin(), subject);
    for (const [, value] of new URL(link).searchParams) secrets.add(value);
    for (const [, value] of browser.jar) secrets.add(value);
    await browser.get(link);
    await browser.get(link);
    for (const [, value] of browser.jar) secrets.add(value);
  }
  secrets.add((await browser.get('/v1/session')).body.csrf);
  await browser.call('POST', '/auth/logout');
  await browser.get('/auth/nowhere?code=the-code-in-an-address');
  secrets.delete(provider.issuer);
  secrets.delete('access_denied');
  const told = desk.lines.join('\n') + JSON.stringify(await desk.entries());
  const leaked = [...secrets].filter((secret) => secret.length > 8 && told.includes(secret));
  expect(secrets.size).toBeGreaterThan(10);
  expect(leaked).toEqual([]);
  expect(told).not.toMatch(/the-code-in-an-address|sub-ada|sub-mallory|ada@example/u);
});

it('the log tells of each sign-in, refusal and sign-out', async () => {
  const provider = await aProvider({ 'sub-ada': {}, 'sub-mallory': {} });
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer'));
  const browser = desk.browser();
  await browser.signIn(provider, 'sub-mallory');
  await browser.signIn(provider, 'sub-ada');
  await browser.change('POST', '/auth/logout');
  expect((await desk.entries()).map(({ kind }) => kind)).toEqual([
    'sign-in.refused',
    'session.started',
    'session.ended',
  ]);
});

it('a line that an address with a code gets into leaves the code out, and a cookie', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const code = 'Zk3-the-code_9';
  const err = new Error(`GET /auth/callback?code=${code}&state=${code}&iss=x failed`);
  log.error({ err, headers: { cookie: `a=${code}` }, body: { csrf: code } }, 'It failed.');
  expect(lines.join('')).toContain('iss=x failed');
  expect(lines.join('')).not.toContain(code);
});
