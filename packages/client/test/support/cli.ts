import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FakeServer } from './fake-server.ts';

export const bin = fileURLToPath(new URL('../../bin/countersign.js', import.meta.url));

const compileCache = fileURLToPath(
  new URL('../../../../node_modules/.cache/countersign-compile', import.meta.url),
);

export type Ran = {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};
type Options = {
  server?: FakeServer;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  bin?: string;
  /** Leads a group of processes of its own, that can be signalled as one. */
  leads?: boolean;
};
type Started = { child: ChildProcess; done: Promise<Ran> };

/**
 * The command line as a process of its own: real pipes, real signals, real exit codes. Outside of any
 * repository unless told: a run refuses what moves under it, and people work in this one.
 */
export function start(args: string[], options: Options = {}): Started {
  const { server, cwd = tmpdir(), env } = options;
  const child = spawn(process.execPath, [options.bin ?? bin, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      // Spares each process the stripping of types.
      NODE_COMPILE_CACHE: compileCache,
      HOME: process.env['HOME'],
      ...(server && { COUNTERSIGN_URL: server.url, COUNTERSIGN_API_KEY: server.apiKey }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.leads === true,
  });
  const ran: Ran = { code: null, signal: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
  const done = new Promise<Ran>((resolve) => {
    child.once('close', (code, signal) => resolve({ ...ran, code, signal }));
  });
  return { child, done };
}

/** Until the command prints; throws what was said instead where it ended without. */
export async function firstOutput({ child, done }: Started): Promise<void> {
  const ended = done.then((ran) => {
    throw new Error(`It ended before it printed: ${JSON.stringify(ran)}`);
  });
  await Promise.race([once(child.stdout ?? child, 'data'), ended]);
}

export function countersign(args: string[], options: Options = {}): Promise<Ran> {
  return start(args, options).done;
}

/** The events of `--json`. */
export function eventsOf({ stdout }: Ran): { event: string; [member: string]: unknown }[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as { event: string });
}

export const ask = ['--action', 'deploy', '--env', 'production', '--resource', 'payments-api'];
