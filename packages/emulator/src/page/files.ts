import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** By path: the file. No build: each is served as it is, HTML with its parts. */
export type Files = Readonly<Record<string, URL>>;

/** By how a path ends; a page's ends with a slash. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

const assets = new URL('assets/', import.meta.url);

/** What the pages of both doubles are made of, each at `<at>/<name>`. */
export const shared = (at: string): Files =>
  named(at, assets, [
    'base.css',
    'dom.js',
    'frame.js',
    'icon.svg',
    'load.js',
    'page.css',
    'people.js',
    'places.js',
    'read-marks.js',
    'time.js',
  ]);

export const named = (at: string, folder: URL, names: string[]): Files =>
  Object.fromEntries(names.map((name) => [`${at}/${name}`, new URL(name, folder)]));

export function serveFiles(scope: FastifyInstance, files: Files): void {
  for (const [path, file] of Object.entries(files)) {
    const type = types[extname(path)] ?? 'text/html';
    scope.get(path, async (_request, reply) => {
      const text = await readFile(file, 'utf8');
      return reply.type(`${type}; charset=utf-8`).send(type === 'text/html' ? whole(text) : text);
    });
  }
}

/** `<!-- include NAME -->` stands for what several pages have in common. */
function whole(html: string): string {
  return html.replaceAll(/^ *<!-- include (\S+) -->\n/gm, (_, name: string) =>
    readFileSync(new URL(`parts/${name}`, assets), 'utf8'),
  );
}
