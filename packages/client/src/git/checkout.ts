import { createHash } from 'node:crypto';
import { git, GitError } from './git.ts';
import { publicRemote } from './remote.ts';

export type Checkout = {
  /** The full id of the commit that HEAD names. */
  commit: string;
  repository: string | undefined;
  /** Tracked files with changes that are not in the commit. */
  uncommitted: string[];
  /** SHA-256 in hex over those changes. */
  uncommittedHash: string;
};

/** What git knows of this folder; undefined outside of a work tree or before its first commit. */
export async function readCheckout(cwd: string): Promise<Checkout | undefined> {
  const commit = await headOf(cwd);
  if (commit === undefined) return undefined;
  const [repository, files, patch] = await Promise.all([
    readRemote(cwd),
    git(['diff', '--no-ext-diff', '--name-only', '-z', 'HEAD'], cwd),
    git(['diff', '--no-ext-diff', '--no-textconv', '--full-index', 'HEAD'], cwd),
  ]);
  return {
    commit,
    repository,
    uncommitted: files.split('\0').filter((name) => name !== ''),
    uncommittedHash: createHash('sha256').update(patch).digest('hex'),
  };
}

async function headOf(cwd: string): Promise<string | undefined> {
  try {
    return (await git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], cwd)).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

async function readRemote(cwd: string): Promise<string | undefined> {
  const names = (await git(['remote'], cwd)).split('\n').filter((name) => name !== '');
  const name = names.includes('origin') ? 'origin' : names[0];
  if (name === undefined) return undefined;
  return publicRemote((await git(['remote', 'get-url', name], cwd)).trim());
}
