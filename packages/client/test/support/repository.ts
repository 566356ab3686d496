import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real git repository with two commits and a deploy script, in a folder of its own. */
export class Repository {
  readonly path = mkdtempSync(join(tmpdir(), 'countersign-git-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
    this.write('app.txt', 'one\n');
    this.write('deploy.sh', '#!/bin/sh\necho deployed "$@"\n');
    chmodSync(join(this.path, 'deploy.sh'), 0o755);
    this.commit('first');
    this.write('app.txt', 'one\ntwo\n');
    this.commit('second');
  }

  git(...args: string[]): string {
    const env = { PATH: process.env['PATH'], HOME: this.path, GIT_CONFIG_NOSYSTEM: '1' };
    const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    return execFileSync('git', [...author, ...args], {
      cwd: this.path,
      env,
      encoding: 'utf8',
    }).trim();
  }

  write(name: string, text: string | Buffer): void {
    writeFileSync(join(this.path, name), text);
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
