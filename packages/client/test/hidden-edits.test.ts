import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { approving, type Approving } from './support/approving.ts';
import { ask, countersign, type Ran } from './support/cli.ts';

describe('a file that git was told not to look at', () => {
  let server: Approving['server'];
  let repository: Approving['repository'];
  beforeEach(async () => {
    const all = await approving();
    ({ server, repository } = all);
    return all.end;
  });

  const run = (cwd = repository.path): Promise<Ran> =>
    countersign(['run', ...ask, '--', process.execPath, '-e', ''], { server, cwd });
  const hide = (flag: string) => repository.git('update-index', flag, 'app.txt');

  it.each(['assume-unchanged', 'skip-worktree'])('is put to nobody (%s)', async (flag) => {
    hide(`--${flag}`);
    repository.write('app.txt', 'evil\n');
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('does not look at edits of app.txt');
    expect(ran.stderr).toContain(`git update-index --no-${flag} -- app.txt`);
    expect(server.seen).toEqual([]);
  });

  it('is found from a folder below too', async () => {
    hide('--assume-unchanged');
    const below = join(repository.path, 'below');
    mkdirSync(below);
    expect(await run(below)).toMatchObject({ code: 1 });
  });

  it('does not run when that happens after the approval', async () => {
    server.onWait = () => {
      hide('--assume-unchanged');
      repository.write('app.txt', 'evil\n');
      server.decide('approved');
    };
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('no longer what was approved. Nothing ran.');
    expect(ran.stderr).toContain('--no-assume-unchanged');
  });

  it('is fine where it is not there, as in a sparse checkout', async () => {
    hide('--skip-worktree');
    rmSync(join(repository.path, 'app.txt'));
    expect(await run()).toMatchObject({ code: 0 });
  });
});
