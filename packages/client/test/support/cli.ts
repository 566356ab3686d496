import { spawn, type ChildProcess } from 'node:child_process';
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
type Options = { server?: FakeServer; cwd?: string; env?: NodeJS.ProcessEnv; bin?: string };

/** The command line as a process of its own: real pipes, real signals, real exit codes. */
export function start(
  args: string[],
  options: Options = {},
): { child: ChildProcess; done: Promise<Ran> } {
  const { server, cwd = import.meta.dirname, env } = options;
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
  });
  const ran: Ran = { code: null, signal: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
  const done = new Promise<Ran>((resolve) => {
    child.once('close', (code, signal) => resolve({ ...ran, code, signal }));
  });
  return { child, done };
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
