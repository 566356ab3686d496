import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mintApiKey } from '../src/identity/api-key.ts';
import { folder, policy } from './config/files.ts';

const bin = resolve(import.meta.dirname, '../bin/countersign-server.js');
const config = 'listen: { port: 0 }\npolicy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';

type Ended = { code: number | null; stderr: string };

type Options = {
  env?: { [name: string]: string };
  /** Done before it is stopped. */
  meanwhile?: (url: string) => Promise<void>;
};

/** Starts the service as an operator does, and stops it once it listens. */
function start(cwd: string, { env = {}, meanwhile }: Options = {}): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = execFile(
      process.execPath,
      [bin],
      { cwd, env: { PATH: process.env.PATH, ...env } },
      (_, _out, stderr) => done({ code: child.exitCode, stderr }),
    );
    if (!child.stdout) return failed(new Error('It has no output.'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, url] = /"at":"([^"]+)"/u.exec(line) ?? [];
      if (url === undefined) return;
      void (meanwhile?.(url) ?? Promise.resolve())
        .catch(failed)
        .finally(() => child.kill('SIGTERM'));
    });
  });
}

const files = (text: string) => folder({ 'countersign.yaml': text, 'policy.yaml': policy });

describe('what an operator reads when the service can not start is a sentence, not a stack', () => {
  it.each([
    ['a configuration with faults', 'listen: {}\n', 'countersign.yaml:1:1 policy'],
    ['a store that is not there', `${config}store: sqlite:/nowhere/at/all.db\n`, 'store could not'],
    [
      'a database that is away',
      `${config}store: postgres://u:hunter2@127.0.0.1:1/x\n`,
      'DATABASE_URL',
    ],
    [
      'an address that is not there',
      config.replace('port: 0', 'host: nowhere.invalid'),
      'HOST and PORT',
    ],
    ['a folder that is none', `${config}data: ./policy.yaml\n`, 'COUNTERSIGN_DATA'],
  ])('for %s', async (_, text, told) => {
    const { code, stderr } = await start(files(text));
    expect(code).toBe(1);
    expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/\n\s+at /u);
    expect(stderr).not.toContain('hunter2');
  });

  it('for a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await start(files(config), { env: { PORT: String(port) } });
    expect(code).toBe(1);
    expect(stderr).toBe(
      `The service can't listen on 127.0.0.1, port ${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}. Change listen in the configuration, or HOST and PORT.\n`,
    );
  });

  it("for a log's key that is lost, until the key is back", async () => {
    const { key, id, hash } = mintApiKey(randomBytes);
    const bot = `identities: [{ id: ci, name: CI, owner: ada, keys: [{ id: '${id}', hash: '${hash}' }] }]\n`;
    const path = files(config + bot);
    const file = join(path, '.countersign/log.key');
    const authorization = `Bearer ${key}`;
    const meanwhile = async (url: string) => {
      // No rule is for this: a refusal is an entry too.
      const body = JSON.stringify({ action: 'nothing', resource: 'here', environment: 'none' });
      const headers = { authorization, 'content-type': 'application/json' };
      await fetch(`${url}/v1/requests`, { method: 'POST', headers, body });
      const sealed = () => fetch(`${url}/log/checkpoint`, { headers: { authorization } });
      await expect.poll(async () => (await sealed()).status).toBe(200);
    };
    expect((await start(path, { meanwhile })).code).toBe(0);
    renameSync(file, `${file}.backup`);
    const { code, stderr } = await start(path);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^There is no key in .*, and the log in the store began with one\..*\n$/u,
    );
    renameSync(`${file}.backup`, file);
    expect((await start(path)).code).toBe(0);
  });
});
