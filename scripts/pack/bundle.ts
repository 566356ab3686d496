import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '../..');

/** Asked for where they happen to be there, and done without where they are not. */
const optional = new Set(['pg-native', 'supports-color']);

/**
 * Writes the service with all that it depends on into `dir`: `cli.js`, and a file for each part that is
 * loaded when it is needed. Readable: a stack names functions. Answers with the folders of the packages
 * that code was taken from. Throws where something would be missing.
 */
export async function bundleServer(dir: string): Promise<string[]> {
  const bundle = await rolldown({
    input: { cli: resolve(root, 'packages/server/src/cli.ts') },
    platform: 'node',
    cwd: root,
  });
  const { output } = await bundle.write({ dir, format: 'esm' });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const missing = chunks
    .flatMap(({ imports, dynamicImports, code }) => [
      ...imports,
      ...dynamicImports,
      ...[...code.matchAll(/__require\("([^"]+)"\)/gu)].map(([, name = '']) => name),
    ])
    .filter((name) => !own.has(name) && !isBuiltin(name) && !optional.has(name));
  if (missing.length > 0) throw new Error(`The bundle lacks ${[...new Set(missing)].join(', ')}.`);
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  return [...new Set([...modules.flatMap(packageOf), resolve(root, 'node_modules/rolldown')])];
}

/** Ours are under our own licence. What the bundler adds is its own. */
function packageOf(module: string): string[] {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(module) ?? [];
  return folder === undefined ? [] : [folder];
}
