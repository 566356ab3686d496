import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Deployment } from './deployment.ts';

export type Server = {
  url: string;
  pid: number;
  /** From the start of the process until it said that it is ready. */
  readyMs: number;
  stop(): Promise<void>;
};

/** The program of the service as it stands in the repository, which runs its sources. */
export const sources = fileURLToPath(
  new URL('../../packages/server/bin/countersign-server.js', import.meta.url),
);
/** A server that is not ready by then has failed. */
const PATIENCE_MS = 20_000;

/** The service in a process of its own. */
export function startServer(
  { config, url, flags, cache }: Deployment,
  program: string,
): Promise<Server> {
  const env = { COUNTERSIGN_CONFIG: config, XDG_CACHE_HOME: cache };
  return startProgram(url, [...flags, program, 'start'], env);
}

/** A program that listens at `url`, and says at `/readyz` when it is ready. */
export async function startProgram(
  url: string,
  args: string[],
  env: { [name: string]: string },
): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const abandon = () => void child.kill('SIGKILL');
  process.once('exit', abandon);
  const gone = once(child, 'exit').finally(() => process.off('exit', abandon));
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('The service stopped while it was starting.');
    if (performance.now() - start > PATIENCE_MS) throw new Error('The service does not get ready.');
    await sleep(2);
  }
  const readyMs = performance.now() - start;
  if (child.pid === undefined) throw new Error('The service has no process.');
  return {
    url,
    pid: child.pid,
    readyMs,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await gone;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Nothing listens yet.
    return false;
  }
}
