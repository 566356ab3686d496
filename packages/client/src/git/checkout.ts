import { createHash } from 'node:crypto';
import { EXACT } from './diff.ts';
import { readFiltered } from './filtered.ts';
import { git, GitError } from './git.ts';
import { publicRemote } from './remote.ts';

export type Checkout = {
  /** The full id of the commit that HEAD names. */
  commit: string;
  repository: string | undefined;
  /** Tracked files with changes that are not in the commit. */
  uncommitted: string[];
  /** SHA-256 in hex over those changes, and over how the files stand that git can't be asked about. */
  uncommittedHash: string;
};

/**
 * What git knows of this folder; undefined outside of a repository, before its first commit, and where
 * there is no git. Throws a {@link GitError} where git refuses to read it, such as somebody else's.
 */
export async function readCheckout(cwd: string): Promise<Checkout | undefined> {
  const commit = await headOf(cwd);
  if (commit === undefined) return undefined;
  const [repository, files, patch, filtered] = await Promise.all([
    readRemote(cwd),
    git(['diff', ...EXACT, '--name-only', '-z', 'HEAD'], cwd),
    // With what was edited within submodules, whose short form tells of edits and not of which.
    git(['diff', ...EXACT, '--submodule=diff', 'HEAD'], cwd),
    readFiltered(cwd),
  ]);
  return {
    commit,
    repository,
    uncommitted: files.split('\0').filter((name) => name !== ''),
    uncommittedHash: createHash('sha256').update(patch).update(filtered).digest('hex'),
  };
}

async function headOf(cwd: string): Promise<string | undefined> {
  try {
    return (await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], cwd)).trim();
  } catch (error) {
    if (error instanceof GitError && isNothingThere(error)) return undefined;
    throw error;
  }
}

/** Without a commit, `--verify --quiet` ends with 1 and no word. */
function isNothingThere(error: GitError): boolean {
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 1 || code === 'ENOENT' || isOutside(error);
}

/** No repository is here, nor in any folder above. */
export function isOutside({ message }: GitError): boolean {
  return message.includes('not a git repository (or any ');
}

async function readRemote(cwd: string): Promise<string | undefined> {
  const names = (await git(['remote'], cwd)).split('\n').filter((name) => name !== '');
  const name = names.includes('origin') ? 'origin' : names[0];
  if (name === undefined) return undefined;
  return publicRemote((await git(['remote', 'get-url', name], cwd)).trim());
}
