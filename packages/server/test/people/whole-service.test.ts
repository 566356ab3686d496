import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { startServer } from '../../src/main.ts';
import { folder, policy } from '../config/files.ts';
import { aForger } from './forger.ts';

it('a service on one’s own machine signs people in by its configuration file', async () => {
  const provider = await aForger();
  const config = {
    listen: { port: 0 },
    policy: './policy.yaml',
    logLevel: 'silent',
    allowHosts: [provider.host],
    people: [{ id: 'ada', name: 'Ada', logins: [{ issuer: provider.issuer, subject: 'sub-ada' }] }],
    signIn: {
      publicUrl: 'http://localhost:4774',
      issuer: provider.issuer,
      clientId: 'countersign',
      clientSecret: 'a-secret-of-the-client',
    },
    roles: { viewer: { people: ['ada'] } },
  };
  const files = folder({ 'countersign.yaml': JSON.stringify(config), 'policy.yaml': policy });
  const server = await startServer(await loadConfig(join(files, 'countersign.yaml'), {}));
  onTestFinished(() => server.close());
  const get = (path: string, cookie = '') =>
    fetch(server.url + path, { redirect: 'manual', headers: { cookie } });
  const begun = await get('/auth/login');
  const link = new URL(await provider.visit(begun.headers.get('location') ?? ''));
  const back = await get(`/auth/callback${link.search}`, cookieOf(begun));
  expect(back.headers.get('location')).toBe('http://localhost:4774/v1/session');
  const who = await get('/v1/session', cookieOf(back));
  expect(await who.json()).toMatchObject({ person: { id: 'ada' }, roles: ['viewer'] });
});

/** Of the last one that is set. */
function cookieOf(response: Response): string {
  return response.headers.getSetCookie().at(-1)?.split(';')[0] ?? '';
}
