import { parse, resolve } from 'node:path';
import type { Change } from '@countersign/core/wire/types';
import { isOutside, readCheckout, type Checkout } from '../git/checkout.ts';
import { git, GitError } from '../git/git.ts';
import { hasReplaced, readHidden } from '../git/hidden.ts';
import { readAuthors } from '../git/authors.ts';
import { MAX_DIFF, readDiff } from '../git/diff.ts';
import { fileDigest } from './file-digest.ts';

/** Where a change is read from; reading the same sources twice tells whether it is still the same. */
export type Sources = {
  cwd: string;
  /** What `git diff` takes: `HEAD~1..HEAD`. */
  diff?: string | undefined;
  artifacts: readonly { name: string; path: string }[];
  command?: readonly string[] | undefined;
};

/** The change that people approve, and what stands beside it on this machine. */
export type Snapshot = {
  change: Change;
  uncommittedHash: string | undefined;
  /** Of the program that will run, where the command names a file. */
  programDigest: string | undefined;
  /** What people are not told, in a sentence. */
  warning?: string | undefined;
};

/** Something that was named cannot be read; the message is a sentence. */
export class SourceError extends Error {}

export async function takeSnapshot(sources: Sources): Promise<Snapshot> {
  const { cwd, command, artifacts } = sources;
  const [checkout, diff, digests, programDigest] = await Promise.all([
    readCheckout(cwd),
    sources.diff === undefined ? undefined : readWholeDiff(sources.diff, cwd),
    Promise.all(artifacts.map(({ name, path }) => readArtifact(name, resolve(cwd, path)))),
    readProgram(command?.[0], cwd),
  ]);
  if (checkout) await refuseHidden(cwd);
  const authors = sources.diff === undefined ? undefined : await readAuthors(sources.diff, cwd);
  const summary = checkout && summaryOf(checkout);
  const change: Change = {
    ...(summary === undefined ? {} : { summary }),
    ...(checkout?.repository === undefined ? {} : { repository: checkout.repository }),
    ...(checkout === undefined ? {} : { commit: checkout.commit }),
    ...(diff === undefined ? {} : { diff }),
    ...(authors && authors.addresses.length > 0 ? { authors: authors.addresses } : {}),
    ...(digests.length === 0 ? {} : { artifacts: digests }),
    ...(command === undefined ? {} : { command: [...command] }),
  };
  const { warning } = authors ?? {};
  return { change, uncommittedHash: checkout?.uncommittedHash, programDigest, warning };
}

/** What git does not look at, nobody is shown and no check finds. */
async function refuseHidden(cwd: string): Promise<void> {
  const [[first], isReplaced] = await Promise.all([readHidden(cwd), hasReplaced(cwd)]);
  if (isReplaced) {
    throw new SourceError(
      'Git shows other content than the commits have: objects are replaced, so nobody would see what runs. Remove that, and check out again: git replace --delete $(git replace --list)',
    );
  }
  if (!first) return;
  const { flag, names } = first;
  const few = names.slice(0, 3).join(', ');
  const others = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const { dir, base } = parse(names.length === 1 ? (names[0] ?? '') : '<file>');
  const clear = `git ${dir === '' ? '' : `-C ${dir} `}update-index --no-${flag} -- ${base}`;
  throw new SourceError(
    `Git does not look at edits of ${few}${others}: ${flag} is set, so nobody would see what runs. Clear it at the top of the repository: ${clear}`,
  );
}

async function readWholeDiff(range: string, cwd: string): Promise<string> {
  const diff = await readDiff(range, cwd).catch((error: unknown) => explain(error, cwd));
  if (diff === '')
    throw new SourceError(`git diff ${range} is empty: there is no change to approve.`);
  if (diff.length <= MAX_DIFF) return diff;
  throw new SourceError(
    `The diff has ${diff.length} characters, and people can be shown ${MAX_DIFF}. Name a smaller range, or give the change as --artifact.`,
  );
}

/** Outside of a repository `git diff` compares two files, and jobs are given the latest commit alone: neither is what git says of it. */
async function explain(error: unknown, cwd: string): Promise<never> {
  if (!(error instanceof GitError)) throw error;
  const advice = await adviceOn(cwd, await isShallowAt(cwd));
  throw new SourceError(`${error.message}. ${advice}`, { cause: error });
}

async function isShallowAt(cwd: string): Promise<boolean> {
  try {
    return (await git(['rev-parse', '--is-shallow-repository'], cwd)).trim() === 'true';
  } catch (cause) {
    if (!(cause instanceof GitError) || !isOutside(cause)) throw cause;
    throw new SourceError(`${cause.message}. Run it in a repository, or leave --diff out.`, {
      cause,
    });
  }
}

async function adviceOn(cwd: string, isShallow: boolean): Promise<string> {
  if (isShallow) {
    return 'This clone is shallow, and may lack the commits before: fetch more (git fetch --deepen=1; "fetch-depth: 2" of actions/checkout).';
  }
  const commits = await git(['rev-list', '--max-count=2', 'HEAD'], cwd).catch(() => '');
  if (commits === '') return 'This repository has no commit yet.';
  if (commits.trim().split('\n').length === 1) return 'This repository has one commit alone.';
  return 'Name commits that are here, as in HEAD~1..HEAD.';
}

async function readArtifact(name: string, path: string) {
  try {
    return { name, digest: await fileDigest(path) };
  } catch (cause) {
    throw new SourceError(`The artifact ${name} cannot be read at ${path}.`, { cause });
  }
}

async function readProgram(program: string | undefined, cwd: string): Promise<string | undefined> {
  if (!program?.includes('/')) return undefined;
  try {
    return await fileDigest(resolve(cwd, program));
  } catch (cause) {
    throw new SourceError(`The command ${program} is not a file that can be read.`, { cause });
  }
}

/** People who see a clean diff must be told what else is in the folder. */
function summaryOf({ uncommitted }: Checkout): string | undefined {
  const [first] = uncommitted;
  if (first === undefined) return undefined;
  const files =
    uncommitted.length === 1 ? first : `${uncommitted.length} files, among them ${first}`;
  return `The working tree has changes that are not in the commit: ${files}`
    .slice(0, 500)
    .toWellFormed();
}
