import { spawn } from 'node:child_process';
import type { RequestView } from '@countersign/core/wire/types';
import { exit } from './exit.ts';
import type { Ended } from './show/reporter.ts';
import { signalExit, type Signals } from './signals.ts';

export type ChildOptions = {
  cwd: string;
  env: NodeJS.ProcessEnv;
  view: RequestView;
  /** The command's stdout goes to stderr, so that stdout stays machine-readable. */
  quietStdout: boolean;
  /** What it gets beside its own environment: secrets, which are in no arguments and no files. */
  granted: { [name: string]: string };
  signals: Signals;
};

/** Runs the approved command with our own terminal; never rejects. */
export function runChild(command: readonly string[], options: ChildOptions): Promise<Ended> {
  const [program = ''] = command;
  const begun = performance.now();
  return new Promise((resolve) => {
    const end = (exitCode: number, message?: string) =>
      resolve({
        status: exitCode === 0 ? 'succeeded' : 'failed',
        exitCode,
        ...(message === undefined ? {} : { message }),
        ms: performance.now() - begun,
      });
    const notBegun = ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ENOENT') end(exit.notFound, `${program} was not found`);
      else end(exit.cannotRun, `${program} cannot be run (${code ?? 'unknown reason'})`);
    };
    try {
      const child = spawnChild(command, options);
      options.signals.handTo(child);
      child.once('error', (error) => {
        if (child.pid === undefined) notBegun(error);
      });
      child.once('exit', (code, signal) => {
        if (signal) end(signalExit(signal), `ended by ${signal}`);
        else end(code ?? exit.error);
      });
    } catch (error) {
      // Some failures are thrown, such as an environment that is too large (E2BIG).
      notBegun(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function spawnChild(command: readonly string[], options: ChildOptions) {
  const [program = '', ...args] = command;
  return spawn(program, args, {
    cwd: options.cwd,
    env: childEnv(options),
    stdio: options.quietStdout ? ['inherit', 2, 'inherit'] : 'inherit',
  });
}

/** The command learns what was approved, and gets neither the key that asked nor another's grant. */
function childEnv({ env, view, granted }: ChildOptions): NodeJS.ProcessEnv {
  const {
    COUNTERSIGN_API_KEY: _key,
    COUNTERSIGN_TOKEN: _token,
    COUNTERSIGN_TOKEN_FILE: _tokenFile,
    COUNTERSIGN_GRANT: _grant,
    ...rest
  } = env;
  return {
    ...rest,
    COUNTERSIGN_REQUEST_ID: view.id,
    COUNTERSIGN_DIGEST: view.digest,
    ...granted,
  };
}
