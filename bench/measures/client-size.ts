import { execFile } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../scripts/pack.ts';
import { atMost, type Figure } from '../harness/figure.ts';

const run = promisify(execFile);
const modules = new URL('../../node_modules/', import.meta.url);

/** What `npm install @countersign/client` puts on a disk: itself, the core, and all they depend on. */
export async function clientSize(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  try {
    const { core, client } = await pack(folder);
    const own = await Promise.all([unpacked(core, folder), unpacked(client, folder)]);
    const others = await dependenciesOf(['@countersign/client', '@countersign/core']);
    const sizes = await Promise.all([...own, ...others].map((path) => bytesIn(path)));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return [atMost(5, { name: 'client.installed', value: bytes / 1_000_000, unit: 'MB' })];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpacked(tarball: string, folder: string): Promise<string> {
  const target = await mkdtemp(join(folder, 'unpacked-'));
  await run('tar', ['-xzf', tarball, '-C', target]);
  return target;
}

/** Folders of what these packages need when they run, as they are installed here. */
async function dependenciesOf(roots: string[]): Promise<string[]> {
  const found = new Set<string>(roots);
  for (const name of found) {
    const manifest = await readFile(new URL(`${name}/package.json`, modules), 'utf8');
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: object };
    for (const dependency of Object.keys(dependencies)) found.add(dependency);
  }
  return [...found]
    .filter((name) => !roots.includes(name))
    .map((name) => new URL(name, modules).pathname);
}

async function bytesIn(path: string): Promise<number> {
  const entry = await lstat(path);
  if (!entry.isDirectory()) return entry.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => bytesIn(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
