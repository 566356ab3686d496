import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig, type LoadedConfig } from '@countersign/server/config/load';
import { startServer } from '@countersign/server/main';
import { patient } from '../../packages/emulator/test/support/patient.ts';
import { startDoubles } from '../../scripts/demo/doubles.ts';
import { startReceiver } from '../../scripts/demo/receiver.ts';
import { localEnvironment, makeSecrets } from '../../scripts/demo/secrets.ts';

const root = resolve(import.meta.dirname, '../..');

/** What `npm start` runs, with everything in reach of a test: real sockets, real signatures, real git. */
export async function startLocal(
  more: {
    store?: string;
    data?: string;
    pace?: boolean;
    configure?: (config: LoadedConfig) => Partial<LoadedConfig>;
  } = {},
) {
  const data = more.data ?? mkdtempSync(join(tmpdir(), 'countersign-'));
  const secrets = makeSecrets();
  const webhooks: { type: string; data: { request: string } }[] = [];
  const receiver = await startReceiver(secrets.webhookSecret, (event) => void webhooks.push(event));
  // Slack's own patience is 3 s: what a busy machine may take for what comes at once elsewhere.
  const doubles = await startDoubles(secrets, {
    pace: more.pace ?? false,
    ackTimeoutMs: 60_000,
    triggerLifetimeMs: 60_000,
  });
  const [slack, teams] = [patient(doubles.slack), patient(doubles.teams)];
  const config = await loadConfig(join(root, 'examples/local/countersign.yaml'), {
    PORT: '0',
    COUNTERSIGN_DATA: data,
    ...(more.store === undefined ? {} : { DATABASE_URL: more.store }),
    ...(await localEnvironment(secrets, { webhookUrl: receiver.url, data })),
  });
  const changed = {
    ...doubles.inPlaceOfReal(config),
    logLevel: 'silent' as const,
    pace: { postMs: 0 },
  };
  const start = () => startServer({ ...changed, ...more.configure?.(changed) });
  const server = await start();
  doubles.connect(server.url);
  const { key } = secrets.key;

  return {
    slack,
    teams,
    server,
    webhooks,
    key,
    data,
    /** Another process's worth of the same service, on the same store. */
    replica: start,
    /** The real command line in a process of its own. */
    countersign: (args: string[], cwd: string = root) =>
      countersign(args, cwd, { COUNTERSIGN_URL: server.url, COUNTERSIGN_API_KEY: key }),
    /** The same without a word of where the service is. */
    offline: (args: string[], cwd: string = root) => countersign(args, cwd, {}),
    /** The card in a channel, once it is posted. */
    async card(channel: string) {
      await slack.until(() => slack.messages(channel).some((message) => message.blocks?.length));
      const card = slack
        .messages(channel)
        .findLast((message) => message.blocks?.length && !message.thread_ts);
      if (!card) throw new Error(`There is no card in ${channel}.`);
      return card;
    },
    /** The card in a channel of Teams, once it is posted. */
    async cardInTeams(channel: string) {
      const found = () => teams.messages(channel).findLast(({ thread, id }) => thread === id);
      await teams.until(() => found() !== undefined);
      const message = found()?.id ?? '';
      return {
        message,
        shown: () => JSON.stringify(teams.shown('nobody', channel, message)),
        press: (person: string, verb: 'approve' | 'reject', inputs = {}) =>
          teams.click({ person, conversation: channel, message, verb, inputs }),
      };
    },
    async close() {
      await server.close();
      await doubles.close();
      receiver.server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export type Local = Awaited<ReturnType<typeof startLocal>>;

function countersign(args: string[], cwd: string, env: { [name: string]: string }) {
  const bin = join(root, 'packages/client/bin/countersign.js');
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const done = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, done };
}

/** A git repository of two commits, with a ./deploy.sh. */
export function aRepository(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'countersign-repo-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: path,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  writeFileSync(join(path, 'app.conf'), 'replicas = 2\nregion = eu\n');
  writeFileSync(join(path, 'deploy.sh'), '#!/bin/sh\necho deployed "$@"\n', { mode: 0o755 });
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  writeFileSync(join(path, 'app.conf'), 'replicas = 4\nregion = eu\n');
  git('commit', '-q', '-am', 'More replicas');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
