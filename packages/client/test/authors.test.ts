import { beforeEach, describe, expect, it } from 'vitest';
import type { Submission } from '@countersign/core/wire/types';
import { readAuthors } from '../src/git/authors.ts';
import { ask, countersign } from './support/cli.ts';
import { approving, type Approving } from './support/approving.ts';

describe('the authors of a change', () => {
  let server: Approving['server'];
  let repository: Approving['repository'];
  beforeEach(async () => {
    const all = await approving();
    ({ server, repository } = all);
    return all.end;
  });

  function commitBy(email: string, message = 'work', name = 'Somebody'): void {
    const by = ['-c', `user.name=${name}`, '-c', `user.email=${email}`];
    repository.git(...by, 'commit', '--quiet', '--allow-empty', '--message', message);
  }
  const authorsOf = (range: string) => readAuthors(range, repository.path);
  const submitted = () => (server.seen[0]?.body as Submission | undefined)?.change;

  it('are those of the commits in the range, and of their trailers, each once', async () => {
    const before = repository.git('rev-parse', 'HEAD');
    commitBy('grace@example.com');
    commitBy(
      'Ada@Example.com',
      'pair\n\nCo-authored-by: Linus <linus@example.com>\nCo-Authored-By: Ada <ada@example.com>',
    );
    expect(await authorsOf(`${before}..HEAD`)).toEqual({
      addresses: ['ada@example.com', 'linus@example.com', 'grace@example.com'],
    });
    expect(await authorsOf(before)).toEqual(await authorsOf(`${before}..HEAD`));
    expect(await authorsOf(`${before}...HEAD`)).toEqual(await authorsOf(`${before}..HEAD`));
    expect(await authorsOf('HEAD..HEAD')).toEqual({ addresses: [] });
  });

  it('are not hidden by a .mailmap of the change itself', async () => {
    repository.write('.mailmap', 'Nobody <nobody@example.com> <grace@example.com>\n');
    repository.git('config', 'log.mailmap', 'true');
    repository.git('add', '--all');
    commitBy('grace@example.com');
    expect(await authorsOf('HEAD~1..HEAD')).toEqual({ addresses: ['grace@example.com'] });
  });

  it('are not hidden by a graft, which cuts commits off', async () => {
    const before = repository.git('rev-parse', 'HEAD');
    commitBy('grace@example.com');
    commitBy('ada@example.com');
    repository.write('.git/info/grafts', `${repository.git('rev-parse', 'HEAD')}\n`);
    expect(await authorsOf(`${before}..HEAD`)).toEqual({
      addresses: ['ada@example.com', 'grace@example.com'],
    });
  });

  it('that have no address are left out, and it is said', async () => {
    commitBy('grace');
    expect(await authorsOf('HEAD~1..HEAD')).toEqual({
      addresses: [],
      warning: "1 author of HEAD~1..HEAD can't be told: no e-mail address.",
    });
  });

  it('are told to the service by run and request, and bound by the digest', async () => {
    repository.write('app.txt', 'three\n');
    repository.git('add', '--all');
    commitBy('grace@example.com');
    const args = [...ask, '--diff', 'HEAD~1..HEAD', '--', './deploy.sh'];
    const ran = await countersign(['run', ...args], { server, cwd: repository.path });
    expect(ran).toMatchObject({ code: 0 });
    expect(submitted()?.authors).toEqual(['grace@example.com']);
    server.seen.length = 0;
    await countersign(['request', ...args], { server, cwd: repository.path });
    expect(submitted()?.authors).toEqual(['grace@example.com']);
  });

  it('are a hundred at most, and what is left out is said', async () => {
    const trailers = Array.from({ length: 120 }, (_, n) => `Co-authored-by: N <n${n}@example.com>`);
    repository.write('app.txt', 'many\n');
    repository.git('add', '--all');
    commitBy('grace@example.com', `work\n\n${trailers.join('\n')}`);
    const args = [...ask, '--diff', 'HEAD~1..HEAD', '--', './deploy.sh'];
    const ran = await countersign(['run', ...args], { server, cwd: repository.path });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(
      'HEAD~1..HEAD has 121 authors: the service is told of the 100 latest.',
    );
    expect(submitted()?.authors).toHaveLength(100);
    expect(submitted()?.authors?.[0]).toBe('grace@example.com');
  });

  it('are none without a diff', async () => {
    await countersign(['run', ...ask, '--', './deploy.sh'], { server, cwd: repository.path });
    expect(submitted()).not.toHaveProperty('authors');
  });
});
