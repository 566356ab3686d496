import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Reader } from '@countersign/core/ssh/wire';
import { connect } from '@countersign/client';
import { loadConfig } from '@countersign/server/config/load';
import { mintApiKey } from '@countersign/server/identity/api-key';
import { startServer } from '@countersign/server/main';
import { sealSecret } from '@countersign/server/seal-secret';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caPem } from '../packages/server/test/connectors/targets/ssh-scene.ts';
import { databaseScene } from '../packages/server/test/connectors/targets/postgres-scene.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'countersign-targets-'));
const bot = mintApiKey(randomBytes);
const database = databaseScene();
let server: Awaited<ReturnType<typeof startServer>>;

const policy = `version: 1
groups: { nobody: { people: [olga] } }
rules:
  - name: changes
    match: { environment: production }
    allow: {}
    grant:
      audience: [https://db.example.com]
      targets: [orders-db, copies-db, web-hosts, npm-token]
`;

beforeAll(async () => {
  const data = join(folder, 'data');
  const sealed = await sealSecret('npm-token', {
    data,
    stdin: Readable.from([Buffer.from('hunter2')]),
  });
  writeFileSync(join(folder, 'ca'), caPem, { mode: 0o600 });
  writeFileSync(join(folder, 'policy.yaml'), policy);
  const resources = ['db/*'];
  const postgres = { kind: 'postgres', admin: '${ADMIN_URL}', roles: [database.names.group] };
  const config = {
    listen: { port: 0 },
    data: './data',
    policy: './policy.yaml',
    logLevel: 'silent',
    people: [{ id: 'olga', name: 'Olga' }],
    identities: [{ id: 'ci', name: 'CI', owner: 'olga', keys: [{ id: bot.id, hash: bot.hash }] }],
    targets: [
      { name: 'orders-db', resources, ...postgres },
      { name: 'copies-db', resources, ...postgres },
      { name: 'web-hosts', kind: 'ssh', resources, caFile: './ca', principals: ['deploy'] },
      { name: 'npm-token', kind: 'secret', resources, sealed, env: 'NPM_TOKEN' },
    ],
  };
  const path = join(folder, 'countersign.yaml');
  writeFileSync(path, JSON.stringify(config));
  server = await startServer(await loadConfig(path, { ADMIN_URL: database.adminUrl() }));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const pg = import.meta.resolve('pg');

/** The real command line, which runs this script of Node where nobody works on what stands around it. */
async function run(script: string, ...options: string[]) {
  const ask = ['--action', 'migrate', '--env', 'production', '--resource', 'db/orders', ...options];
  const bin = join(root, 'packages/client/bin/countersign.js');
  const command = [process.execPath, '--input-type=module', '-e', script];
  const child = spawn(process.execPath, [bin, 'run', ...ask, '--', ...command], {
    cwd: folder,
    env: { ...process.env, COUNTERSIGN_URL: server.url, COUNTERSIGN_API_KEY: bot.key },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { stdout, stderr, code };
}

/** How many requests the bot has made. */
async function asked(): Promise<number> {
  const { items } = await connect({ url: server.url, credential: bot.key }).list({ limit: 100 });
  return items.length;
}

describe('a command that runs with what its grant opened', () => {
  it('is somebody of its own in PostgreSQL, who is gone afterwards', async () => {
    const script = `import pg from '${pg}';
      const db = new pg.Client(); await db.connect();
      const { rows } = await db.query('select session_user as name'); console.log(rows[0].name);
      await db.end();`;
    const { stdout, stderr, code } = await run(script, '--target', 'orders-db');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const user = stdout.trim();
    expect(user).toMatch(/^cs_[0-9a-z]{26}$/u);
    await expect.poll(() => database.roles()).not.toContain(user);
  });

  it('has a certificate behind an agent, and a secret, and nobody else sees either', async () => {
    const script = `import { connect } from 'node:net';
      const agent = connect(process.env.SSH_AUTH_SOCK, () => agent.write(Buffer.from([0, 0, 0, 1, 11])));
      agent.once('data', (answer) => {
        const length = answer.readUInt32BE(9);
        console.log(process.env.NPM_TOKEN.length, answer.subarray(13, 13 + length).toString('base64'));
        agent.destroy();
      });`;
    const both = ['--target', 'web-hosts', '--target', 'npm-token'];
    const { stdout, stderr, code } = await run(script, ...both);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [length, certificate = ''] = stdout.trim().split(' ');
    expect(length).toBe('7');
    const blob = new Reader(Uint8Array.from(Buffer.from(certificate, 'base64')));
    expect(blob.text()).toBe('ecdsa-sha2-nistp256-cert-v01@openssh.com');
    expect(stdout + stderr).not.toContain('hunter2');
  });

  it('is refused before anything is asked where it names what no approval gives', async () => {
    const before = await asked();
    const slip = ['--target', 'orders-db', '--target', 'web-host'];
    const { stdout, stderr, code } = await run('console.log("ran")', ...slip);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('no target "web-host". Did you mean "web-hosts"?');
    expect(await asked()).toBe(before);
  });

  it('does not run where a target can not be opened, and nothing stays open', async () => {
    const both = ['--target', 'orders-db', '--target', 'copies-db'];
    const { stdout, stderr, code } = await run('console.log("ran")', ...both);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('copies-db and another target both set PGHOST');
    await expect.poll(() => database.roles()).toEqual([]);
  });
});
