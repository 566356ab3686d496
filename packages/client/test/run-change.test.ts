import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Submission } from '@countersign/core/wire/types';
import { approving, type Approving } from './support/approving.ts';
import { ask, countersign, type Ran } from './support/cli.ts';

const deploy = ['--', './deploy.sh', '--fast'];

const refused = (sentence: RegExp) => ({
  code: 1,
  stdout: '',
  stderr: expect.stringMatching(sentence) as string,
});

describe('countersign run in a repository', () => {
  let server: Approving['server'];
  let repository: Approving['repository'];
  beforeEach(async () => {
    const all = await approving();
    ({ server, repository } = all);
    return all.end;
  });

  const run = (...args: string[]): Promise<Ran> =>
    countersign(['run', ...ask, ...args, ...deploy], { server, cwd: repository.path });
  const approveAfter = (move: () => void) => {
    server.onWait = () => {
      move();
      server.decide('approved');
    };
  };
  const submitted = () => server.seen[0]?.body as Submission;

  it('shows people the diff, the commit, the repository and the command', async () => {
    repository.git('remote', 'add', 'origin', 'https://github.com/acme/payments.git');
    const ran = await run('--diff', 'HEAD~1..HEAD', '--param', 'replicas:=3', '--param', 'zone=eu');
    expect(ran).toMatchObject({ code: 0, stdout: 'deployed --fast\n' });
    const { change, parameters } = submitted();
    expect(change).toMatchObject({
      repository: 'https://github.com/acme/payments.git',
      commit: repository.git('rev-parse', 'HEAD'),
      command: ['./deploy.sh', '--fast'],
    });
    expect(change?.diff).toContain('diff --git a/app.txt b/app.txt\n');
    expect(change?.diff).toContain('\n+two\n');
    expect(change?.summary).toBeUndefined();
    expect(parameters).toEqual({ replicas: 3, zone: 'eu' });
  });

  it('leaves out what people configured for their own eyes', async () => {
    repository.git('config', 'diff.noprefix', 'true');
    repository.git('config', 'color.ui', 'always');
    repository.git('config', 'diff.external', 'false');
    await run('--diff', 'HEAD~1..HEAD');
    expect(submitted().change?.diff).toMatch(
      /^diff --git a\/app\.txt b\/app\.txt\nindex [0-9a-f]{40}\.\./,
    );
  });

  it('binds an artifact by its SHA-256', async () => {
    repository.write('app.tar', 'bytes');
    await run('--artifact', 'image=app.tar');
    const digest = `sha256:${createHash('sha256').update('bytes').digest('hex')}`;
    expect(submitted().change?.artifacts).toEqual([{ name: 'image', digest }]);
  });

  it('tells people of changes that the commit does not have', async () => {
    repository.write('app.txt', 'edited\n');
    await run();
    expect(submitted().change?.summary).toBe(
      'The working tree has changes that are not in the commit: app.txt',
    );
  });

  it.each([
    ['no such range', ['--diff', 'no..where'], 'git diff failed'],
    ['an empty range', ['--diff', 'HEAD..HEAD'], 'is empty'],
    ['an option for a range', ['--diff=--output=stolen'], 'git diff failed'],
    ['a missing artifact', ['--artifact', 'image=nowhere.tar'], 'cannot be read'],
  ])('asks nobody about %s', async (_, args, sentence) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(sentence);
    expect(server.seen).toEqual([]);
  });

  describe('refuses, and says what moved, when after the approval', () => {
    it('HEAD is at another commit', async () => {
      const before = repository.git('rev-parse', 'HEAD').slice(0, 12);
      approveAfter(() => {
        repository.write('app.txt', 'one\nevil\n');
        repository.commit('third');
      });
      const ran = await run('--diff', 'HEAD~1..HEAD');
      expect(ran.stderr).toContain('no longer what was approved. Nothing ran.');
      expect(server.last.outcome).toMatchObject({ status: 'failed' });
      expect(server.last.outcome?.message).toContain('HEAD was at');
      const after = repository.git('rev-parse', 'HEAD').slice(0, 12);
      expect(ran).toMatchObject(refused(new RegExp(`HEAD was at ${before} and is at ${after}\\.`)));
      expect(ran.stderr).toMatch(
        /The diff was \w{12} \(1 file, \+1 -0\) and is \w{12} \(1 file, \+1 -1\)\./,
      );
    });

    it('a tracked file is edited', async () => {
      approveAfter(() => repository.write('app.txt', 'evil\n'));
      expect(await run()).toMatchObject(refused(/Tracked files were edited in the working tree\./));
    });

    it('the program is edited though git does not track it', async () => {
      repository.write('.gitignore', 'deploy.sh\n');
      repository.git('rm', '--cached', '--quiet', 'deploy.sh');
      repository.commit('untracked');
      approveAfter(() => repository.write('deploy.sh', '#!/bin/sh\necho evil\n'));
      expect(await run()).toMatchObject(refused(/The program \.\/deploy\.sh was edited\./));
    });

    it('an artifact is replaced', async () => {
      repository.write('app.tar', 'good');
      approveAfter(() => repository.write('app.tar', 'evil'));
      expect(await run('--artifact', 'image=app.tar')).toMatchObject(
        refused(/The artifact image was sha256:770e/),
      );
    });

    it('a binary file that the diff names is replaced', async () => {
      repository.write('logo.png', Buffer.from([0, 1, 2]));
      repository.git('add', '--intent-to-add', 'logo.png');
      approveAfter(() => repository.write('logo.png', Buffer.from([0, 1, 3])));
      expect(await run('--diff', 'HEAD')).toMatchObject(refused(/The diff was/));
    });
  });
});
