import { git, GitError } from './git.ts';

/** The API takes so many. */
export const MAX_AUTHORS = 100;

/** As the API wants an address: `packages/core/src/wire/submission.ts`. */
const ADDRESS = /^(?=.{3,254}$)[\x21-\x7e]+@[\x21-\x7e]+$/;

export type Authors = {
  /** At most {@link MAX_AUTHORS} addresses, each once, in lower case, the latest commit's first. */
  addresses: string[];
  /** What could not be told to the service, in a sentence. */
  warning?: string;
};

/**
 * Who wrote the commits that a range of `git diff` spans, by their e-mail addresses: authors, and
 * those whom `Co-authored-by` trailers name. As the commits have them: a .mailmap is a part of what is
 * asked for, and could make an author vanish.
 */
export async function readAuthors(range: string, cwd: string): Promise<Authors> {
  try {
    return authorsIn(await logOf(range, cwd), range);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // What is no range of commits, such as two trees, has a diff all the same.
    return { addresses: [], warning: `Who wrote ${range} can't be told: ${error.message}` };
  }
}

function logOf(range: string, cwd: string): Promise<string> {
  const format = '--format=%ae%n%(trailers:key=Co-authored-by,valueonly=true,unfold=true)';
  return git(
    ['log', '--no-mailmap', '--no-show-signature', format, '--end-of-options', spanOf(range), '--'],
    cwd,
  );
}

function authorsIn(text: string, range: string): Authors {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const distinct = [...new Set(lines.map(addressIn))];
  const known = distinct.filter((address) => ADDRESS.test(address));
  const addresses = known.slice(0, MAX_AUTHORS);
  const warning = warningOf(range, known.length, distinct.length - known.length);
  return { addresses, ...(warning === undefined ? {} : { warning }) };
}

/** What `git diff A` and `A...B` are to `git log`: a revision alone is compared with what is here. */
function spanOf(range: string): string {
  const [from = '', to] = range.split(/\.{2,3}/);
  return to === undefined ? `${from}..HEAD` : `${from}..${to}`;
}

/** `Ada <ada@example.com>` of a trailer, or the address alone. */
function addressIn(line: string): string {
  const inBrackets = /<([^<>]*)>\s*$/.exec(line)?.[1];
  return (inBrackets ?? line).trim().toLowerCase();
}

function warningOf(range: string, known: number, unfit: number): string | undefined {
  const parts = [
    ...(known > MAX_AUTHORS
      ? [`${range} has ${known} authors: the service is told of the ${MAX_AUTHORS} latest.`]
      : []),
    ...(unfit > 0
      ? [
          `${unfit} ${unfit === 1 ? 'author' : 'authors'} of ${range} can't be told: no e-mail address.`,
        ]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}
