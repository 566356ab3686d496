import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { git, GitError } from './git.ts';

/**
 * How the tracked files stand, a line each, that git reads through a program of the repository
 * (gitattributes, `filter`, as Git LFS is one): git believes what that program says of their content.
 * Told by the file system alone, as they may be of any size: nothing is written without a new ctime.
 */
export async function readFiltered(cwd: string): Promise<string> {
  if (!(await hasFilters(cwd))) return '';
  const top = (await git(['rev-parse', '--show-toplevel'], cwd)).replace(/\n$/, '');
  const tracked = await git(['ls-files', '-z'], top);
  const fields = (await git(['check-attr', '-z', '--stdin', 'filter'], top, tracked)).split('\0');
  // Path, attribute, value, and so on.
  const names = fields.filter((_, at) => at % 3 === 0 && isNamed(fields[at + 2]));
  const lines: string[] = [];
  for (const name of names)
    lines.push(`${JSON.stringify(name)} ${await standing(join(top, name))}`);
  return lines.join('\n');
}

async function hasFilters(cwd: string): Promise<boolean> {
  try {
    const programs = String.raw`^filter\..*\.(clean|process)$`;
    return (await git(['config', '--name-only', '--get-regexp', programs], cwd)) !== '';
  } catch (error) {
    if (error instanceof GitError && isNone(error)) return false;
    throw error;
  }
}

/** Without a match it ends with 1 and no word. */
function isNone({ cause }: GitError): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 1;
}

function isNamed(filter: string | undefined): boolean {
  return filter !== undefined && filter !== 'unspecified' && filter !== 'unset';
}

async function standing(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return 'not there';
  }
}
