import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack } from '../../../scripts/pack.ts';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const root = resolve(import.meta.dirname, '../../..');
const MAX_BYTES = 5_000_000;

describe('the published client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-install-'));
  const modules = join(folder, 'node_modules');
  const bin = join(modules, '@countersign/client/bin/countersign.js');
  beforeAll(async () => {
    const { core, client } = await pack(join(folder, 'tarballs'));
    unpack(core, join(modules, '@countersign/core'));
    unpack(client, join(modules, '@countersign/client'));
    rmSync(join(folder, 'tarballs'), { recursive: true });
    copyDependencies(join(modules, '@countersign/core'));
    copyDependencies(join(modules, '@countersign/client'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function copyDependencies(of: string): void {
    const manifest = JSON.parse(readFileSync(join(of, 'package.json'), 'utf8')) as {
      dependencies?: object;
    };
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const target = join(modules, name);
      if (existsSync(target)) continue;
      cpSync(join(root, 'node_modules', name), target, { recursive: true });
      copyDependencies(target);
    }
  }

  it('takes less than 5 MB with all that it depends on', () => {
    expect(sizeOf(modules)).toBeLessThan(MAX_BYTES);
    expect(readdirSync(modules)).toEqual(['@countersign', '@noble', 'canonicalize', 'commander']);
  });

  it('runs outside of the checkout', async () => {
    const server = await FakeServer.start();
    server.onWait = () => server.decide('approved');
    const print = ['--', process.execPath, '-e', 'console.log("it ran")'];
    const ran = await countersign(['run', ...ask, ...print], { server, bin, cwd: folder });
    await server.stop();
    expect(ran).toMatchObject({ code: 0, stdout: 'it ran\n' });
  });

  it('gives its SDK and its types to those who import it', () => {
    const script = `import { connect } from '@countersign/client'; console.log(typeof connect)`;
    const args = ['--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).toBe(
      'function\n',
    );
    expect(existsSync(join(modules, '@countersign/client/dist/index.d.ts'))).toBe(true);
  });

  it('answers --version before it loads anything', async () => {
    const alone = join(folder, 'alone');
    mkdirSync(join(alone, 'bin'), { recursive: true });
    cpSync(bin, join(alone, 'bin/countersign.js'));
    cpSync(join(modules, '@countersign/client/package.json'), join(alone, 'package.json'));
    const ran = await countersign(['--version'], { bin: join(alone, 'bin/countersign.js') });
    expect(ran).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
  });
});

function unpack(tarball: string, target: string): void {
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => statSync(join(folder, file)).size)
    .reduce((sum, size) => sum + size, 0);
}
