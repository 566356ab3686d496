import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Somebody else's package within ours. */
export type Component = { name: string; version: string; licence: string; text: string };

/** They ask for their notice to be carried along, and for nothing else. */
const known = /^(MIT|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|Unlicense)$/u;

/** Each package once, by name. Throws for a licence that nobody has looked at. */
export async function readComponents(folders: string[]): Promise<Component[]> {
  const read = await Promise.all(folders.map(readComponent));
  const distinct = new Map(read.map((one) => [`${one.name}@${one.version}`, one]));
  return [...distinct.values()].toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.version, b.version),
  );
}

type Manifest = {
  name: string;
  version: string;
  license?: string;
  author?: string | { name: string };
  repository?: string | { url: string };
};

async function readComponent(folder: string): Promise<Component> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = 'no licence' } = manifest;
  if (!known.test(license)) throw new Error(`${name} is under ${license}: may it be packed?`);
  const text = (await ownText(folder)) ?? (await statedText(manifest, license));
  return { name, version, licence: license, text };
}

/** Its files about licences, else what its readme says. */
async function ownText(folder: string): Promise<string | null> {
  const files = (await readdir(folder)).toSorted();
  const named = files.filter((file) => /^(licen[cs]e|copying|notice)/iu.test(file));
  const texts = await Promise.all(named.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length > 0) return texts.map((text) => text.trim()).join('\n\n');
  const readme = files.find((file) => /^readme/iu.test(file));
  if (readme === undefined) return null;
  const [, section] =
    /^#+ *licen[cs]e *\n+([^#]*Permission is hereby granted[^#]*)/imu.exec(
      await readFile(join(folder, readme), 'utf8'),
    ) ?? [];
  return section?.trim() ?? null;
}

/** Some say no more than which licence it is. */
async function statedText(manifest: Manifest, licence: string): Promise<string> {
  const { name, author, repository } = manifest;
  if (licence !== 'MIT') throw new Error(`${name} carries no text of its licence, ${licence}.`);
  const by = typeof author === 'object' ? author.name : author;
  const from = typeof repository === 'object' ? repository.url : repository;
  const terms = await readFile(join(import.meta.dirname, 'mit.txt'), 'utf8');
  const authors = [by, from].filter((part) => part !== undefined).join(', ');
  return `Copyright (c) the authors (${authors})\n\n${terms.trim()}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
