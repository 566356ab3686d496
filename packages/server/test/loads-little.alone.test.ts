import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../src/config/load.ts';
import { startServer } from '../src/main.ts';
import { folder, policy } from './config/files.ts';

const config =
  'listen: { port: 0 }\npolicy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\nlogLevel: silent\n';

/** Which of these libraries this process has loaded. */
function loaded(...libraries: string[]): string[] {
  const modules = Object.keys(createRequire(import.meta.url).cache);
  return libraries.filter((name) => modules.some((path) => path.includes(`node_modules/${name}/`)));
}

it('a service on a file starts without what it may never need', async () => {
  const files = folder({ 'countersign.yaml': config, 'policy.yaml': policy });
  const server = await startServer(await loadConfig(join(files, 'countersign.yaml'), {}));
  onTestFinished(() => server.close());
  const libraries = ['pg', 'ajv', '@fastify/swagger', '@slack/socket-mode', '@microsoft'];
  const unneeded = [...libraries, 'prom-client'];
  expect(loaded('fastify', ...unneeded)).toEqual(['fastify']);
  await (await fetch(`${server.url}/openapi.json`)).json();
  expect(loaded(...unneeded)).toContain('@fastify/swagger');
  await (await fetch(`${server.url}/metrics`)).text();
  expect(loaded(...unneeded)).toContain('prom-client');
  await import('../src/chat/teams/workflow.ts');
  expect(loaded(...unneeded)).toContain('@microsoft');
});
