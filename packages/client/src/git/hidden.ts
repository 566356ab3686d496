import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

export type HiddenFiles = {
  /** `assume-unchanged` or `skip-worktree`: the flag that `git update-index` set. */
  flag: string;
  /** Below the top of the work tree. */
  names: string[];
};

/**
 * Tracked files, those of submodules too, whose edits git does not show (git-ls-files, `-v`): lower case is assume-unchanged,
 * S is skip-worktree. A sparse checkout sets the latter for files that are not there: those are fine.
 */
export async function readHidden(cwd: string): Promise<HiddenFiles[]> {
  const top = (await git(['rev-parse', '--show-toplevel'], cwd)).replace(/\n$/, '');
  const lines = (await git(['ls-files', '--recurse-submodules', '-v', '-z'], top)).split('\0');
  const assumed = lines.filter((line) => /^[a-z] /.test(line) && !isAbsentSparse(line, top));
  const skipped = lines.filter((line) => line.startsWith('S ') && !isAbsentSparse(line, top));
  return [
    { flag: 'assume-unchanged', names: assumed.map(nameOf) },
    { flag: 'skip-worktree', names: skipped.map(nameOf) },
  ].filter(({ names }) => names.length > 0);
}

function isAbsentSparse(line: string, top: string): boolean {
  return /^s /i.test(line) && !lstatSync(join(top, nameOf(line)), { throwIfNoEntry: false });
}

function nameOf(line: string): string {
  return line.slice(2);
}

/** Whether git shows something else in the place of an object of a commit (git-replace). */
export async function hasReplaced(cwd: string): Promise<boolean> {
  return (await git(['replace', '--list'], cwd)) !== '';
}
