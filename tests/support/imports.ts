import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../packages');

/** What a file loads at run time: static, re-exported and dynamic imports, without `import type`. */
export function importsOf(source: string): string[] {
  const statements = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
  );
  return [...statements].map(([, static_, dynamic]) => static_ ?? dynamic ?? '');
}

/**
 * Every package and built-in that a file reaches, through our own files; what the files of
 * `onDemand` load later is left out.
 */
export function reach(
  file: string,
  onDemand: readonly string[] = [],
  seen = new Set<string>(),
  outside = new Set<string>(),
): Set<string> {
  if (seen.has(file)) return outside;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const source = onDemand.includes(file) ? text.replaceAll(/import\([^)]*\)/g, '') : text;
  for (const name of importsOf(source)) {
    const [, owner, path] = /^@countersign\/(core|client|server)\/(.+)$/.exec(name) ?? [];
    if (name.startsWith('.')) reach(resolve(dirname(file), name), onDemand, seen, outside);
    else if (owner !== undefined) {
      reach(join(packages, owner, 'src', `${path}.ts`), onDemand, seen, outside);
    } else outside.add(name);
  }
  return outside;
}
