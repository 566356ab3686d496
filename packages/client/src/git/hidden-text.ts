import { git } from './git.ts';

/** The diff with further options, of some paths alone. */
export type ReadPart = (options: readonly string[], paths?: readonly string[]) => Promise<string>;

/**
 * The diff with the text of files that `.gitattributes` has git call binary: otherwise a line of the
 * change could hide all of the rest from those who decide about it. What holds a NUL stays as it is.
 */
export async function withHiddenText(diff: string, read: ReadPart, cwd: string): Promise<string> {
  if (!sectionsOf(diff).some(isBinary)) return diff;
  const paths = await calledBinary(read, cwd);
  if (paths.length === 0) return diff;
  const texts = await read(
    ['--text'],
    paths.map((path) => `:(top,literal)${path}`),
  );
  const byHeader = new Map(sectionsOf(texts).map((section) => [headerOf(section), section]));
  return sectionsOf(diff)
    .map((section) => {
      const text = isBinary(section) ? byHeader.get(headerOf(section)) : undefined;
      return text === undefined || text.includes('\0') ? section : text;
    })
    .join('');
}

/** Both paths of each binary file for which an attribute says something: git looked at no content. */
async function calledBinary(read: ReadPart, cwd: string): Promise<string[]> {
  const pairs = binaryPairs(await read(['--numstat', '-z']));
  const root = (await git(['rev-parse', '--show-toplevel'], cwd)).replace(/\n$/, '');
  const answer = await git(
    ['check-attr', '-z', '--stdin', 'diff'],
    root,
    pairs
      .flat()
      .map((path) => `${path}\0`)
      .join(''),
  );
  // Path, attribute, value, and so on.
  const fields = answer.split('\0');
  const said = new Set(fields.filter((_, at) => at % 3 === 0 && fields[at + 2] !== 'unspecified'));
  return pairs.filter((pair) => pair.some((path) => said.has(path))).flat();
}

/** `-\t-\tpath\0`, and `-\t-\t\0before\0after\0` of one that was renamed. */
function binaryPairs(numstat: string): string[][] {
  const lines = /(-|\d+)\t(?:-|\d+)\t(?:\0([^\0]+)\0([^\0]+)|([^\0]+))\0/gu;
  return [...numstat.matchAll(lines)].flatMap(([, added, ...paths]) =>
    added === '-' ? [paths.filter((path) => path !== undefined)] : [],
  );
}

/** One a file: no line of content begins so, as each has a mark before it. */
function sectionsOf(diff: string): string[] {
  return diff
    .split('\ndiff --git ')
    .map(
      (part, at, all) => `${at > 0 ? 'diff --git ' : ''}${part}${at < all.length - 1 ? '\n' : ''}`,
    );
}

function headerOf(section: string): string {
  return section.slice(0, section.indexOf('\n'));
}

function isBinary(section: string): boolean {
  return /\nBinary files [^\n]* differ\n?$/u.test(section);
}
