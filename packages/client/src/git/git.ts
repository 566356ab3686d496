import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Git is not there, or it refused; the message holds git's own first line. */
export class GitError extends Error {
  constructor(sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.name = 'GitError';
  }
}

/**
 * Which files git reads again, whatever the repository says: a monitor of the file system is a program
 * that it names, and a time of last modification can be set by anybody.
 */
const wary = [
  'core.fsmonitor=false',
  'core.trustctime=true',
  'core.checkStat=default',
  // Of the file of grafts that stands for none, below.
  'advice.graftFileDeprecated=false',
].flatMap((setting) => ['-c', setting]);

/**
 * What would have git read another repository than that of the folder in which the command runs, as
 * hooks of git leave it behind, or draw what it shows otherwise.
 */
const misleading = new Set([
  'GIT_DIR',
  'GIT_COMMON_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_DIFF_OPTS',
  'GIT_EXTERNAL_DIFF',
]);

/** Runs git without a shell, with `input` on its stdin, and without what could change its output behind our back. */
export async function git(args: readonly string[], cwd: string, input?: string): Promise<string> {
  const kept = Object.entries(process.env).filter(([name]) => !misleading.has(name));
  try {
    const running = execute('git', [...wary, ...args], {
      cwd,
      env: {
        ...Object.fromEntries(kept),
        // Grafts cut commits off, and their authors with them.
        GIT_GRAFT_FILE: devNull,
        LC_ALL: 'C.UTF-8',
        GIT_OPTIONAL_LOCKS: '0',
        GIT_TERMINAL_PROMPT: '0',
      },
      maxBuffer: 256 * 1024 * 1024,
    });
    if (input !== undefined) running.child.stdin?.end(input);
    return (await running).stdout;
  } catch (cause) {
    throw new GitError(
      `git ${args[0] === '-c' ? 'diff' : args[0]} failed: ${reasonOf(cause)}`,
      cause,
    );
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown reason.';
  if ('code' in cause && cause.code === 'ENOENT') return 'git is not installed.';
  const [line] = ('stderr' in cause ? String(cause.stderr) : '').split('\n');
  if (line === undefined || line === '') return 'it gave no reason.';
  if (!line.endsWith('must be run in a work tree')) return line;
  return `${line}. Run it in a checkout: this repository is bare, or this folder is git's own.`;
}
