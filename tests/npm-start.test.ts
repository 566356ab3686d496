import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'countersign-stop-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** `npm start`, once it says where it is. */
async function start() {
  const child = spawn(process.execPath, [join(root, 'scripts/demo.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', COUNTERSIGN_DATA: data, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((done) => child.once('exit', done));
  let text = '';
  for await (const line of createInterface({ input: child.stdout })) {
    text += `${line}\n`;
    if (line.includes('openapi.json')) break;
  }
  const [, api = ''] = /API (http:\S+)\/openapi\.json/u.exec(text) ?? [];
  return { child, exit, text, api };
}

describe('npm start', () => {
  it('prints one page to open and one command to paste, and keeps the key out of it', async () => {
    const { child, exit, text, api } = await start();
    expect(text).toMatch(/^ {2}http:\/\/127\.0\.0\.1:\d+$/mu);
    expect(text.match(/countersign run /gu)).toHaveLength(1);
    expect(text).not.toContain('csk_');
    expect((await fetch(`${api}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('prints a line that verifies the log afterwards', async () => {
    const { child, exit, text, api } = await start();
    const environment = join(data, 'bot.env');
    const [, key] = /COUNTERSIGN_API_KEY='([^']+)'/u.exec(readFileSync(environment, 'utf8')) ?? [];
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ action: 'nothing', resource: 'here', environment: 'none' });
    await fetch(`${api}/v1/requests`, { method: 'POST', headers, body });
    const [line = ''] = /^ {2}countersign log export .*$/mu.exec(text) ?? [];
    const { stdout } = await run('sh', ['-c', `. '${environment}' && ${line}`]);
    expect(stdout).toContain('The log localhost/countersign is whole: 1 ');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  it('lets waiters go with a hint when it is told to stop, and ends by itself', async () => {
    const { child, exit, api } = await start();
    const [, key] =
      /COUNTERSIGN_API_KEY='([^']+)'/u.exec(readFileSync(join(data, 'bot.env'), 'utf8')) ?? [];
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({
      action: 'deploy',
      resource: 'payments-api',
      environment: 'production',
    });
    const asked = await fetch(`${api}/v1/requests`, { method: 'POST', headers, body });
    const { id } = (await asked.json()) as { id: string };
    const waiting = fetch(`${api}/v1/requests/${id}`, {
      headers: { ...headers, prefer: 'wait=60' },
    });
    await expect
      .poll(async () =>
        (await (await fetch(`${api}/metrics`)).text()).includes('countersign_waiters 1'),
      )
      .toBe(true);
    child.kill('SIGTERM');
    const released = await waiting;
    expect(released.headers.get('retry-after')).toBe('1');
    expect(((await released.json()) as { status: string }).status).toBe('pending');
    expect(await exit).toBe(0);
  });
});
