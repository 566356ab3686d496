import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { packServer } from './pack/server.ts';
import { tarball } from './pack/tarball.ts';

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, '..');

export type Tarballs = { core: string; client: string };

/** Builds what bots need and packs it into `out`: JavaScript and types, no TypeScript sources. */
export async function pack(out: string): Promise<Tarballs> {
  await mkdir(join(root, 'dist'), { recursive: true });
  await mkdir(out, { recursive: true });
  const stage = await mkdtemp(join(root, 'dist', 'pack-'));
  try {
    await build('core', stage);
    await build('client', stage);
    return {
      core: await tarball(join(stage, 'core'), out),
      client: await tarball(join(stage, 'client'), out),
    };
  } finally {
    await rm(stage, { recursive: true });
  }
}

async function build(name: 'core' | 'client', stage: string): Promise<void> {
  const source = join(root, 'packages', name);
  const target = join(stage, name);
  await mkdir(target);
  const config = join(stage, `tsconfig.${name}.json`);
  await writeFile(config, JSON.stringify(compilerConfig(source, target, stage)));
  await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config]);
  await writeFile(join(target, 'package.json'), await publishedManifest(source));
  await cp(join(root, 'LICENSE'), join(target, 'LICENSE'));
  if (name === 'core') {
    await cp(join(source, 'policy.schema.json'), join(target, 'policy.schema.json'));
    return;
  }
  await cp(join(source, 'README.md'), join(target, 'README.md'));
  await writeBin(source, target);
}

function compilerConfig(source: string, target: string, stage: string): object {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: join(source, 'src'),
      outDir: join(target, 'dist'),
      typeRoots: [join(root, 'node_modules/@types')],
      // The client is built against the core as it is published, not against its sources.
      paths: { '@countersign/core/*': [join(stage, 'core/dist/*.d.ts')] },
    },
    include: [join(source, 'src')],
  };
}

type Manifest = { exports: Record<string, string>; devDependencies?: object };

async function publishedManifest(source: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Manifest;
  const { devDependencies: _unpublished, ...published } = manifest;
  const exports = Object.entries(manifest.exports).map(([name, file]) => {
    const built = file.replace('./src/', './dist/').replace(/\.ts$/, '');
    return [name, { types: `${built}.d.ts`, default: `${built}.js` }];
  });
  const files = ['bin', 'dist', 'policy.schema.json', 'LICENSE'];
  return JSON.stringify({ ...published, exports: Object.fromEntries(exports), files }, null, 2);
}

async function writeBin(source: string, target: string): Promise<void> {
  const bin = await readFile(join(source, 'bin/countersign.js'), 'utf8');
  const built = bin.replace('../src/cli/main.ts', '../dist/cli/main.js');
  if (built === bin) throw new Error('The bin does not import ../src/cli/main.ts any more.');
  await mkdir(join(target, 'bin'));
  await writeFile(join(target, 'bin/countersign.js'), built, { mode: 0o755 });
}

if (import.meta.main) {
  const out = resolve(process.argv[2] ?? join(root, 'dist/packages'));
  const packed = { ...(await pack(out)), server: await packServer(out) };
  for (const path of Object.values(packed)) console.log(path);
}
