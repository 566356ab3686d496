import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { startServer } from '../src/main.ts';
import { folder, policy } from './config/files.ts';

const config =
  'listen: { port: 0 }\npolicy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\nlogLevel: silent\n';

/** Addresses of modules that this process has loaded, noted from before the service's own. */
const modules = vi.hoisted(() => {
  const found = new Set<string>();
  process.getBuiltinModule('node:module').registerHooks({
    load(url, context, next) {
      found.add(url);
      return next(url, context);
    },
  });
  return found;
});

/** Which of these libraries this process has loaded. */
function loaded(...libraries: string[]): string[] {
  const urls = [...modules];
  return libraries.filter((name) => urls.some((url) => url.includes(`node_modules/${name}/`)));
}

it('a service on a file starts without what it may never need', async () => {
  const files = folder({ 'countersign.yaml': config, 'policy.yaml': policy });
  const server = await startServer(await loadConfig(join(files, 'countersign.yaml'), {}));
  onTestFinished(() => server.close());
  const libraries = ['pg', 'ajv', '@fastify/swagger', '@slack/socket-mode', '@microsoft'];
  const unneeded = [...libraries, 'prom-client', 'jose', 'openid-client', 'diff/libesm/diff'];
  expect(loaded('fastify', 'kysely', ...unneeded)).toEqual(['fastify', 'kysely']);
  await (await fetch(`${server.url}/openapi.json`)).json();
  expect(loaded(...unneeded)).toContain('@fastify/swagger');
  await (await fetch(`${server.url}/metrics`)).text();
  expect(loaded(...unneeded)).toContain('prom-client');
  await import('../src/chat/teams/workflow.ts');
  expect(loaded(...unneeded)).toContain('@microsoft');
});
