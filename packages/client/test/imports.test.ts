import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const packages = resolve(import.meta.dirname, '../..');

/** What a file loads at run time: static, re-exported and dynamic imports, without `import type`. */
function importsOf(source: string): string[] {
  const statements = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  );
  return [...statements].map(([, static_, dynamic]) => static_ ?? dynamic ?? '');
}

/** Loads the libraries of policies once a policy command is called, and nothing before. */
const onDemand = join(packages, 'client/src/cli/policy/tools.ts');

/** Every package and built-in that a file reaches, through our own files. */
function reach(file: string, seen = new Set<string>(), outside = new Set<string>()): Set<string> {
  if (seen.has(file)) return outside;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const source = file === onDemand ? text.replaceAll(/import\([^)]*\)/g, '') : text;
  for (const name of importsOf(source)) {
    const core = /^@countersign\/core\/(.+)$/.exec(name)?.[1];
    if (name.startsWith('.')) reach(resolve(dirname(file), name), seen, outside);
    else if (core !== undefined) reach(join(packages, 'core/src', `${core}.ts`), seen, outside);
    else outside.add(name);
  }
  return outside;
}

const isBuiltin = (name: string) => name.startsWith('node:');
const allowed = /^(?:commander|canonicalize|@noble\/(?:hashes|ed25519)(?:\/.*)?)$/;

describe('what the client loads', () => {
  it('is commander, the hashes and nothing else: no zod, no yaml, no diff', () => {
    const cli = [...reach(join(packages, 'client/bin/countersign.js'))];
    expect(cli).toContain('commander');
    expect(cli.filter((name) => !isBuiltin(name) && !allowed.test(name))).toEqual([]);
  });

  it('is what reads policies only from one file, when a policy command is called', () => {
    const tools = importsOf(readFileSync(onDemand, 'utf8'));
    expect(tools).toContain('@countersign/core/policy/parse');
    expect([...reach(join(packages, 'core/src/policy/parse.ts'))]).toContain('yaml');
  });

  it('is without commander and node:* for those who use the SDK', () => {
    const sdk = [...reach(join(packages, 'client/src/index.ts'))];
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
