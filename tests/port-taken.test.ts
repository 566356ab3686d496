import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { freshStores } from '../packages/server/test/support/engines.ts';

const stores = freshStores('postgres');
const bin = resolve(import.meta.dirname, '../packages/server/bin/countersign-server.js');
const policy = `version: 1
groups: { all: { slack: [S0ALL] } }
rules: [{ name: all, route: { slack: [C0ALL] }, stages: [{ name: one, quorum: 1, groups: [all] }] }]
`;

/** Whoever watches over the process can only start it again once it has ended. */
it('a service that cannot have its port says so and ends, its database connections or not', async () => {
  const data = mkdtempSync(join(tmpdir(), 'countersign-'));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => {
    other.close();
    rmSync(data, { recursive: true });
  });
  writeFileSync(join(data, 'policy.yaml'), policy);
  writeFileSync(join(data, 'countersign.yaml'), 'policy: ./policy.yaml\n');
  const child = spawn(process.execPath, [bin], {
    cwd: data,
    env: {
      PATH: process.env.PATH,
      PORT: String((other.address() as AddressInfo).port),
      DATABASE_URL: await stores.freshUrl(),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = text(child.stderr);
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(await said).toContain('EADDRINUSE');
});
