import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packServer } from '../../../scripts/pack/server.ts';
import { policy } from './config/files.ts';

const execute = promisify(execFile);

describe('the packed service, installed into an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-install-'));
  const home = join(folder, 'node_modules/@countersign/server');
  const bin = join(folder, 'node_modules/.bin/countersign-server');
  // Of the user who runs it nothing is needed, and nothing is written but here.
  const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };

  beforeAll(async () => {
    const file = await packServer(join(folder, 'packed'));
    writeFileSync(join(folder, 'package.json'), '{}');
    const options = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await execute('npm', ['install', ...options, file], { cwd: folder, env });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => execute(bin, args, { cwd: folder, env });
  const read = (file: string) => readFileSync(join(home, file), 'utf8');

  async function start() {
    const child = spawn(bin, ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) {
      const [, url] = /"at":"([^"]+)"/u.exec(line) ?? [];
      if (url !== undefined) return { child, url };
    }
    throw new Error(await text(child.stderr));
  }

  it('brings all that it needs, and says under which licences', () => {
    expect(readdirSync(join(folder, 'node_modules'))).toEqual([
      '.bin',
      '.package-lock.json',
      '@countersign',
    ]);
    expect(readdirSync(join(folder, 'node_modules/@countersign'))).toEqual(['server']);
    const { components } = JSON.parse(read('sbom.cdx.json')) as {
      components: { name: string; version: string }[];
    };
    const licences = read('THIRD-PARTY-LICENSES.txt');
    expect(components.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['fastify', 'jose', 'kysely', 'pg', 'undici', 'zod']),
    );
    for (const { name, version } of components)
      expect(licences).toContain(`\n${name} ${version} (`);
    expect(JSON.parse(read('policy.schema.json'))).toHaveProperty('$defs');
  });

  it('loads in all its parts, those that are loaded when they are needed too', async () => {
    const parts = readdirSync(join(home, 'dist')).map((file) => join(home, 'dist', file));
    const script = `for (const part of ${JSON.stringify(parts)}) await import(part);`;
    const args = ['--input-type=module', '--eval', script];
    expect((await execute(process.execPath, args, { cwd: folder, env })).stderr).toBe('');
  });

  it('starts, takes a request, answers what it is asked, and ends well', async () => {
    expect((await run('--version')).stdout).toBe('0.1.0\n');
    const [, secret, keys] =
      /^ {2}(csk_\S+)\n[^]*^ {2}(keys: .*)$/mu.exec((await run('key')).stdout) ?? [];
    writeFileSync(join(folder, 'policy.yaml'), policy);
    writeFileSync(
      join(folder, 'countersign.yaml'),
      `listen: { port: 0 }
policy: ./policy.yaml
people: [{ id: ada, name: Ada }, { id: olga, name: Olga }]
identities:
  - id: bot
    name: Bot
    owner: olga
    ${keys}
`,
    );
    expect((await run('check')).stdout).toBe('countersign.yaml holds.\n');
    const { child, url } = await start();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: '3.1.0' });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('countersign_requests');
    const asked = await fetch(`${url}/v1/requests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': 'once',
      },
      body: JSON.stringify({ action: 'deploy', environment: 'production', resource: 'shop' }),
    });
    expect([asked.status, await asked.json()]).toMatchObject([201, { status: 'pending' }]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
