import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import { launchBrowser } from '../packages/emulator/test/page/browser.ts';
import { accounts } from '../scripts/demo/tenant.ts';
import { aRepository } from './support/local.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'countersign-stop-'));
});
/** What still runs writes into its folder while that is removed. */
const running = new Map<ChildProcess, Promise<unknown>>();
afterEach(async () => {
  for (const child of running.keys()) child.kill('SIGKILL');
  await Promise.all(running.values());
  running.clear();
  rmSync(data, { recursive: true, force: true });
});

type Env = { [name: string]: string };

function spawnDemo(env: Env) {
  const child = spawn(process.execPath, [join(root, 'scripts/demo.ts')], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', COUNTERSIGN_DATA: data, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.set(child, once(child, 'exit'));
  return child;
}

/** `npm start`, where it does not: its exit code and what it says. */
async function refused(env: Env = {}) {
  const child = spawnDemo(env);
  child.stdout.on('data', () => child.kill('SIGKILL'));
  const said = text(child.stderr);
  const [code] = await once(child, 'exit');
  return { code: code as number | null, said: await said };
}

/** `npm start`, once it says where it is. */
async function start(env: Env = {}) {
  const child = spawnDemo(env);
  child.stderr.pipe(process.stderr);
  const exit = new Promise<number | null>((done) => child.once('exit', done));
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.includes('openapi.json')) break;
  }
  const [, api = ''] = /API (http:\S+)\/openapi\.json/u.exec(said) ?? [];
  const [, page = ''] = /^ {2}(http:\S+)$/mu.exec(said) ?? [];
  return { child, exit, text: said, api, page };
}

/** A port that is somebody else's until the test ends. */
async function takenPort(): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}

async function ask(api: string): Promise<string> {
  const body = { action: 'deploy', resource: 'payments-api', environment: 'production' };
  const headers = { ...botHeaders(), 'content-type': 'application/json' };
  const sent = { method: 'POST', headers, body: JSON.stringify(body) };
  const asked = await fetch(`${api}/v1/requests`, sent);
  return ((await asked.json()) as { id: string }).id;
}

function botHeaders() {
  const [, key] =
    /COUNTERSIGN_API_KEY='([^']+)'/u.exec(readFileSync(join(data, 'bot.env'), 'utf8')) ?? [];
  return { authorization: `Bearer ${key}` };
}

type Shown = { ts: string; thread_ts?: string; html: string; card: boolean };

/** The cards that Ada sees in Teams. */
async function cardsInTeams(page: string): Promise<string[]> {
  const state = await fetch(
    `${page}/teams/state?person=${accounts.ada}&place=19:releases@thread.tacv2`,
  );
  const { messages } = (await state.json()) as { messages: { thread?: string; cards: object[] }[] };
  return messages
    .filter(({ thread }) => thread === undefined)
    .map(({ cards }) => JSON.stringify(cards));
}

/** The cards that Ada sees in the channel. */
async function cards(page: string): Promise<Shown[]> {
  const state = await fetch(`${page}/page/state?user=U0ADA&channel=C0RELEASES`);
  const { messages } = (await state.json()) as { messages: Shown[] };
  return messages.filter((message) => message.card && message.thread_ts === undefined);
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

describe('the pasted command', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('runs once a person decides in Teams, on the page where Slack is beside it', async () => {
    const { page: url, text } = await start();
    const [command = ''] = /^ {2}(\. '.*countersign run .*)$/mu.exec(text) ?? [];
    const repo = aRepository();
    onTestFinished(() => repo.remove());
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    onTestFinished(() => page.close());
    await page.goto(url);
    const slack = page.frameLocator('iframe[title="Slack"]');
    const teams = page.frameLocator('iframe[title="Microsoft Teams"]');
    const pasted = run('sh', ['-c', command], { cwd: repo.path });
    await slack.getByRole('button', { name: 'Approve' }).waitFor();

    await page.getByLabel('Olga').check();
    await teams.getByRole('button', { name: 'Approve' }).click();
    await teams.getByText('nobody decides their own request').waitFor();
    await page.getByLabel('Ada').check();
    await teams.getByRole('button', { name: 'Approve' }).click();

    expect((await pasted).stdout).toBe('deployed\n');
    for (const side of [slack, teams]) {
      await side.getByText('Approved by Ada').first().waitFor();
      await side.getByText('The command succeeded').first().waitFor();
      expect(await side.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    }
  });
});

describe('npm start on data that is there already', () => {
  it('shows the cards of open requests again, after any end, and their buttons work', async () => {
    const first = await start();
    const id = await ask(first.api);
    await expect.poll(() => cards(first.page)).toHaveLength(1);
    first.child.kill('SIGKILL');
    await first.exit;
    const second = await start();
    await expect.poll(() => cards(second.page)).toHaveLength(1);
    await expect.poll(() => cardsInTeams(second.page)).toHaveLength(1);
    const [card] = await cards(second.page);
    expect(card?.html).toContain('payments-api');
    const button = /<button[^>]*>\s*Approve/u.exec(card?.html ?? '')?.[0] ?? '';
    const [, block] = /data-block="([^"]+)"/u.exec(button) ?? [];
    const [, action] = /data-action="([^"]+)"/u.exec(button) ?? [];
    const message = { channel: 'C0RELEASES', ts: card?.ts };
    const clicked = await fetch(`${second.page}/page/click`, {
      method: 'POST',
      headers: { origin: second.page, 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'U0ADA', message, block, action }),
    });
    expect(await clicked.json()).toEqual({ ok: true });
    const status = async () => {
      const answer = await fetch(`${second.api}/v1/requests/${id}`, { headers: botHeaders() });
      return ((await answer.json()) as { status: string }).status;
    };
    await expect.poll(status).toBe('approved');
    await expect.poll(async () => (await cards(second.page))[0]?.html).toContain('Approved');
    expect(await cards(second.page)).toHaveLength(1);
    await expect
      .poll(async () => (await cardsInTeams(second.page))[0])
      .toContain('Approved by Ada');
  });

  it('is refused while another process runs on it, which goes on undisturbed', async () => {
    const { api } = await start();
    const before = readFileSync(join(data, 'bot.env'), 'utf8');
    const { code, said } = await refused();
    expect(code).toBe(1);
    expect(said).toMatch(/^Another process runs Countersign on .*\n$/u);
    expect(said).toContain(join(data, 'countersign.db'));
    expect(readFileSync(join(data, 'bot.env'), 'utf8')).toBe(before);
    expect((await fetch(`${api}/readyz`)).status).toBe(200);
  });
});

describe('npm start says plainly why it can not start', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT in the environment must be a whole number'],
    [{ PORT: '65535' }, 'PORT must be 65534 at most'],
    [{ HOST: '192.0.2.1' }, '192.0.2.1 is not an address of this machine'],
    [{ HOST: 'no-such-host.invalid' }, 'no-such-host.invalid is not an address of this machine'],
    [{ COUNTERSIGN_DATA: '/dev/null/here' }, "The data directory can't be used"],
  ])('for %j', async (env, told) => {
    const { code, said } = await refused(env);
    expect(said).toContain(told);
    expect(said).not.toMatch(/\n\s+at /u);
    expect(code).toBe(1);
  });

  it("for the page's port, if it is taken", async () => {
    const port = await takenPort();
    const { code, said } = await refused({ PORT: String(port - 1) });
    expect(said).toContain(`Port ${port} of 127.0.0.1 is in use. Set PORT`);
    expect(code).toBe(1);
  });

  it("for the service's port, if it is taken", async () => {
    const port = await takenPort();
    const { code, said } = await refused({ PORT: String(port) });
    // The page's, the one after it, is asked for first: any other program may have it by now.
    const either = `Port (${port}|${port + 1}) of 127\\.0\\.0\\.1 is in use\\. Set PORT`;
    expect(said).toMatch(new RegExp(either, 'u'));
    expect(code).toBe(1);
  });
});

it('npm start with HOST has the page there too, and warns of it', async () => {
  const { page, api, text: said } = await start({ HOST: '0.0.0.0' });
  expect([page, api]).toEqual([
    expect.stringMatching(/^http:\/\/0\.0\.0\.0:/u),
    expect.stringMatching(/^http:\/\/0\.0\.0\.0:/u),
  ]);
  expect(said).toContain('Whoever reaches the page can act as any of its people.');
  expect(said).not.toMatch(/ $/mu);
});
