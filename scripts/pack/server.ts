import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundleServer } from './bundle.ts';
import { readComponents, type Component } from './components.ts';
import { tarball } from './tarball.ts';

const root = resolve(import.meta.dirname, '../..');
const source = join(root, 'packages/server');

/** Packs the service into `out`: one package that depends on no other, with their licences. */
export async function packServer(out: string): Promise<string> {
  await mkdir(out, { recursive: true });
  const stage = await mkdtemp(join(tmpdir(), 'countersign-pack-'));
  try {
    await buildServer(stage);
    return await tarball(stage, out);
  } finally {
    await rm(stage, { recursive: true });
  }
}

/** What the package holds, as a folder. */
export async function buildServer(target: string): Promise<void> {
  const components = await readComponents(await bundleServer(join(target, 'dist')));
  const manifest = publishedManifest(await readFile(join(source, 'package.json'), 'utf8'));
  await writeFile(join(target, 'package.json'), json(manifest));
  await writeFile(join(target, 'THIRD-PARTY-LICENSES.txt'), licences(components));
  const bill = billOfMaterials({ ...manifest, licence: manifest.license }, components);
  await writeFile(join(target, 'sbom.cdx.json'), json(bill));
  await cp(join(source, 'README.md'), join(target, 'README.md'));
  await cp(join(root, 'LICENSE'), join(target, 'LICENSE'));
  await cp(join(root, 'packages/core/policy.schema.json'), join(target, 'policy.schema.json'));
  await writeBin(target);
}

type Manifest = { name: string; version: string; license: string };

function publishedManifest(text: string): Manifest {
  const { name, version, description, license, bin, type, engines } = JSON.parse(text) as Manifest &
    Record<'description' | 'bin' | 'type' | 'engines', unknown>;
  return { name, version, description, license, bin, type, engines } as Manifest;
}

function licences(components: Component[]): string {
  const rule = '='.repeat(80);
  const parts = components.map(
    ({ name, version, licence, text }) => `${rule}\n${name} ${version} (${licence})\n\n${text}\n`,
  );
  return `The files below dist/ hold code of these packages.\n\n${parts.join('\n')}`;
}

async function writeBin(target: string): Promise<void> {
  const bin = await readFile(join(source, 'bin/countersign-server.js'), 'utf8');
  const built = bin.replace('../src/cli.ts', '../dist/cli.js');
  if (built === bin) throw new Error('The bin does not import ../src/cli.ts any more.');
  await mkdir(join(target, 'bin'));
  await writeFile(join(target, 'bin/countersign-server.js'), built, { mode: 0o755 });
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
