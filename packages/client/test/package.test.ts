import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
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
    for (const name of Object.keys(manifest.dependencies ?? {})) copy(name);
  }

  function copy(name: string): void {
    const target = join(modules, name);
    if (existsSync(target)) return;
    cpSync(join(root, 'node_modules', name), target, { recursive: true, dereference: true });
    copyDependencies(target);
  }

  /** What `tsc` has against this source, beside what is installed; libraries are checked too. */
  function typeErrors(source: string): string[] {
    writeFileSync(join(folder, 'consumer.ts'), source);
    const options = '--noEmit --strict --module nodenext --target es2024 --types --pretty false';
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...options.split(' '), '--lib', 'es2024,dom,dom.iterable', 'consumer.ts'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    return stdout.split('\n').filter((line) => / error TS/.test(line));
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

  it('says how to get what reads policies, and reads them once that is there', async () => {
    writeFileSync(join(folder, 'policy.yaml'), policy);
    const check = () => countersign(['policy', 'check', 'policy.yaml'], { bin, cwd: folder });
    const without = await check();
    expect(without).toMatchObject({ code: 1, stdout: '' });
    const [, line = ''] = /npm install --save-dev --save-exact (.*)$/m.exec(without.stderr) ?? [];
    const names = line.split(' ').map((library) => library.replace(/@[^@]+$/, ''));
    expect(names).toContain('zod');
    const installed = names.map((name) => join(modules, name));
    for (const name of names) copy(name);
    expect(await check()).toMatchObject({ code: 0, stderr: '' });
    for (const path of installed) rmSync(path, { recursive: true });
  });

  it('gives its SDK and its types to those who import it', () => {
    const script = `import { connect } from '@countersign/client'; console.log(typeof connect)`;
    const args = ['--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })).toBe(
      'function\n',
    );
  });

  describe('has types of its own, with nothing else installed', () => {
    it('that fit each other, and those of a consumer', () => {
      expect(
        typeErrors(`
          import { assertApproved, connect, CountersignError } from '@countersign/client';
          import type { Json, RequestView, Submission } from '@countersign/client';
          import { verifyWebhook } from '@countersign/client/webhook/verify';

          export async function rotate(parameters: Record<string, Json>): Promise<string[]> {
            const submission: Submission = { action: 'a', environment: 'e', resource: 'r', parameters };
            const view: RequestView = await connect({ url: 'https://x.example' }).approved(submission);
            return assertApproved(view, submission).stages.flatMap(({ groups }) => groups);
          }
          export const isGone = (error: CountersignError) => error.problem?.code === 'not_found';
          export type Verify = typeof verifyWebhook;
        `),
      ).toEqual([]);
    });

    it('that tell a mistake', () => {
      const errors = typeErrors(`
        import { connect, type RequestView, type Submission } from '@countersign/client';
        export const typo: Submission = { action: 'a', environment: 'e', resorce: 'r' };
        export const count = (view: RequestView): number => view.status;
        export const never = (view: RequestView) => view.status === 'aproved';
        void connect({ url: 'https://x.example' }).start('req_1');
      `);
      expect(errors.map((line) => line.replace(/:.*/s, ''))).toEqual([
        expect.stringContaining('(3,'),
        expect.stringContaining('(4,'),
        expect.stringContaining('(5,'),
        expect.stringContaining('(6,'),
      ]);
    });

    it('and name no schema library anywhere in the client', () => {
      const client = join(modules, '@countersign/client/dist');
      const declarations = readdirSync(client, { recursive: true, encoding: 'utf8' });
      const naming = declarations.filter(
        (file) =>
          file.endsWith('.d.ts') && /\bzod\b/.test(readFileSync(join(client, file), 'utf8')),
      );
      expect(naming).toEqual([]);
    });
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

const policy = `version: 1
zone: Europe/Berlin
groups: { owners: { people: [ada] } }
freezes: [{ name: weekend, start: 2026-01-02T16:00, rrule: FREQ=WEEKLY;BYDAY=FR, for: 64h }]
rules:
  - name: production
    when: change.linesAdded > 10
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [owners] }]
`;

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
