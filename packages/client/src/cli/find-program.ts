import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { exit } from './exit.ts';

/** The command cannot run here, which is known before anybody is asked. */
export class NotRunnable extends Error {
  readonly exitCode: number;
  constructor(sentence: string, exitCode: number) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Throws {@link NotRunnable} where the system would find nothing to run, as execvp looks for it
 * (POSIX, exec): a name with a slash is a path, any other is looked for along PATH.
 */
export function assertRunnable(program: string, cwd: string, env: NodeJS.ProcessEnv): void {
  // Windows also tries endings that are named nowhere in the command.
  if (process.platform === 'win32') return;
  const folders = program.includes('/') ? [''] : (env['PATH'] ?? '/bin:/usr/bin').split(delimiter);
  const found = new Set(folders.map((folder) => kindOf(resolve(cwd, folder, program))));
  if (found.has('runnable')) return;
  if (program !== '' && found.has('other')) {
    throw new NotRunnable(
      `${program} is not a file that can be run: it is a folder, or not marked as executable (chmod +x). Nobody was asked.`,
      exit.cannotRun,
    );
  }
  throw new NotRunnable(`The command ${program} was not found. Nobody was asked.`, exit.notFound);
}

function kindOf(path: string): 'runnable' | 'other' | undefined {
  try {
    if (!statSync(path, { throwIfNoEntry: false })) return undefined;
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? 'runnable' : 'other';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOTDIR' || code === 'ENOENT' ? undefined : 'other';
  }
}
