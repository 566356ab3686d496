import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../src/change/snapshot.ts';
import { Repository } from './support/repository.ts';

const look = (cwd: string) => takeSnapshot({ cwd, diff: 'HEAD~1..HEAD', artifacts: [] });

describe('a diff that git has not is told with what to do', () => {
  let repository: Repository;
  let folder: string;
  beforeEach(() => {
    repository = new Repository();
    folder = mkdtempSync(join(tmpdir(), 'countersign-shallow-'));
  });
  afterEach(() => {
    repository.remove();
    rmSync(folder, { recursive: true });
  });

  it('in a clone of the latest commit alone, as CI makes it', async () => {
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, folder);
    await expect(look(folder)).rejects.toThrow(
      /^git diff failed: .*\. This clone is shallow, .* "fetch-depth: 2" of actions\/checkout\)\.$/,
    );
  });

  it('outside of a repository', async () => {
    await expect(look(folder)).rejects.toThrow(
      /^git rev-parse failed: fatal: not a git repository.*\. Run it in a repository, or leave --diff out\.$/,
    );
  });

  it('in a bare repository', async () => {
    repository.git('clone', '--quiet', '--bare', repository.path, folder);
    await expect(look(folder)).rejects.toThrow(
      /^git diff failed: .*\. Run it in a checkout: this repository is bare, or this folder is git's own\.$/,
    );
  });

  it('before the first commit', async () => {
    repository.git('init', '--quiet', folder);
    await expect(look(folder)).rejects.toThrow(
      "git diff failed: fatal: bad revision 'HEAD~1..HEAD'. This repository has no commit yet.",
    );
  });

  it('where there is one commit and none before it', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'new');
    repository.git('commit', '--quiet', '--message', 'alone');
    await expect(look(repository.path)).rejects.toThrow(
      "git diff failed: fatal: bad revision 'HEAD~1..HEAD'. This repository has one commit alone.",
    );
  });

  it('and in a whole clone without it as git tells it, with what a range looks like', async () => {
    await expect(
      takeSnapshot({ cwd: repository.path, diff: 'nowhere..HEAD', artifacts: [] }),
    ).rejects.toThrow(
      "git diff failed: fatal: bad revision 'nowhere..HEAD'. Name commits that are here, as in HEAD~1..HEAD.",
    );
  });
});
