import { git } from './git.ts';
import { withHiddenText, type ReadPart } from './hidden-text.ts';

/** The API takes a diff of this many characters. */
export const MAX_DIFF = 1_000_000;

/**
 * What `git diff` is told, whatever the repository says: a file of its own, `.gitmodules`, can have
 * submodules ignored.
 */
export const EXACT = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-relative',
  '--full-index',
  '--ignore-submodules=untracked',
];

/** As git has it unless somebody configured it otherwise. */
const PLAIN = [
  'core.quotePath=true',
  'diff.algorithm=default',
  'diff.context=3',
  'diff.dstPrefix=b/',
  'diff.indentHeuristic=true',
  'diff.interHunkContext=0',
  'diff.mnemonicPrefix=false',
  'diff.noprefix=false',
  'diff.renames=true',
  'diff.srcPrefix=a/',
  'diff.suppressBlankEmpty=false',
];

/**
 * A unified diff of a revision or range. Full object ids bind binary files and odd encodings too;
 * what people have configured for their own eyes (prefixes, colours, external tools) is left out.
 */
export async function readDiff(range: string, cwd: string): Promise<string> {
  const settings = PLAIN.flatMap((setting) => ['-c', setting]);
  const read: ReadPart = (options, paths = []) => {
    const all = [...EXACT, '--submodule=short', ...options, '--end-of-options'];
    return git([...settings, 'diff', ...all, range, '--', ...paths], cwd);
  };
  return withHiddenText(await read([]), read, cwd);
}

export type DiffSize = { files: number; added: number; removed: number };

export function sizeOf(diff: string): DiffSize {
  const size: DiffSize = { files: 0, added: 0, removed: 0 };
  let inHunk = false;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) {
      size.files++;
      inHunk = false;
    } else if (line.startsWith('@@ ')) inHunk = true;
    else if (inHunk && line.startsWith('+')) size.added++;
    else if (inHunk && line.startsWith('-')) size.removed++;
  }
  return size;
}
