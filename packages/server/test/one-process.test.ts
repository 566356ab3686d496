import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockStore } from '../src/store-lock.ts';
import { folder, policy } from './config/files.ts';

const bin = resolve(import.meta.dirname, '../bin/countersign-server.js');
const files = () =>
  folder({
    'countersign.yaml':
      'listen: { port: 0 }\npolicy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n',
    'policy.yaml': policy,
  });

function spawnServer(cwd: string) {
  const env = { PATH: process.env.PATH };
  const child = spawn(process.execPath, [bin], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves once it listens. */
async function start(cwd: string) {
  const child = spawnServer(cwd);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Countersign is listening.')) return child;
  }
  throw new Error(await text(child.stderr));
}

describe('an embedded store has one process', () => {
  it('a second one is refused in a sentence, and the first goes on', async () => {
    const cwd = files();
    const first = await start(cwd);
    const second = spawnServer(cwd);
    const said = text(second.stderr);
    second.stdout.on('data', () => second.kill('SIGKILL'));
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect(await said).toMatch(
      /^Another process runs Countersign on .*\.db, .*COUNTERSIGN_DATA.*\n$/u,
    );
    expect(first.exitCode).toBe(null);
  });

  it('one that was killed is followed at once', async () => {
    const cwd = files();
    const first = await start(cwd);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = await start(cwd);
    second.kill('SIGTERM');
    expect(await once(second, 'exit')).toEqual([0, null]);
  });

  it('one process can not have it twice either, until it let go', () => {
    const store = `sqlite:${files()}/a.db`;
    const lock = lockStore(store);
    expect(() => lockStore(store)).toThrow('Another process');
    expect(() => lockStore(store)).toThrow('Another process');
    lock.release();
    lockStore(store).release();
  });

  it('a database server is not locked, nor what is in memory', () => {
    for (const store of ['postgres://u@localhost/x', 'sqlite::memory:']) {
      lockStore(store);
      expect(() => lockStore(store)).not.toThrow();
    }
  });
});
