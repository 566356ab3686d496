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
      /^git rev-parse failed: fatal: not a git repository/,
    );
  });

  it('and in a whole clone without it as git tells it', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'new');
    repository.git('commit', '--quiet', '--message', 'alone');
    await expect(look(repository.path)).rejects.toThrow(
      "git diff failed: fatal: bad revision 'HEAD~1..HEAD'",
    );
  });
});
