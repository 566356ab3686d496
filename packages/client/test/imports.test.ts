import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, reach } from '../../../tests/support/imports.ts';

const packages = resolve(import.meta.dirname, '../..');

/** Loads the libraries of policies once a policy command is called, and nothing before. */
const onDemand = join(packages, 'client/src/cli/policy/tools.ts');

const isBuiltin = (name: string) => name.startsWith('node:');
const allowed = /^(?:commander|canonicalize|@noble\/(?:hashes|ed25519)(?:\/.*)?)$/;

describe('what the client loads', () => {
  it('is commander, the hashes and nothing else: no zod, no yaml, no diff', () => {
    const cli = [...reach(join(packages, 'client/bin/countersign.js'), [onDemand])];
    expect(cli).toContain('commander');
    expect(cli.filter((name) => !isBuiltin(name) && !allowed.test(name))).toEqual([]);
  });

  it('is what reads policies only from one file, when a policy command is called', () => {
    const tools = importsOf(readFileSync(onDemand, 'utf8'));
    expect(tools).toContain('@countersign/core/policy/parse');
    expect([...reach(join(packages, 'core/src/policy/parse.ts'))]).toContain('yaml');
  });

  it('is without commander and node:* for those who use the SDK', () => {
    const sdk = [...reach(join(packages, 'client/src/index.ts'), [onDemand])];
    expect(sdk).toContain('canonicalize');
    expect(sdk.filter((name) => isBuiltin(name) || !allowed.test(name))).toEqual([]);
    expect(sdk).not.toContain('commander');
  });

  it('would be found out: the schemas of the core load zod', () => {
    expect([...reach(join(packages, 'core/src/wire/submission.ts'))]).toContain('zod');
    expect(
      importsOf(
        `import type { A } from 'a';\nexport { b } from 'b';\nimport 'c';\nawait import('d')`,
      ),
    ).toEqual(['b', 'c', 'd']);
  });
});
