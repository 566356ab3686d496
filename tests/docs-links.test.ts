import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const documents = globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md'], { cwd: root });
/** Pictures are made by a program, apart from the text around them. */
const made = ['docs/images/'];

/** What git knows or would take: ignored files may be here and missing elsewhere. */
const ignored = (paths: string[]) =>
  new Set(
    paths.length === 0
      ? []
      : execFileSync('git', ['ls-files', '--others', '--ignored', '--exclude-standard', ...paths], {
          cwd: root,
          encoding: 'utf8',
        }).split('\n'),
  );

const withoutFences = (text: string) => text.replace(/^```.*?^```$/gms, '');

/** Relative links, and the headings that they name. */
function linksIn(text: string): { path: string; heading: string | undefined }[] {
  const targets = [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/gu)].map(([, to = '']) => to);
  return targets
    .filter((to) => !/^[a-z]+:/u.test(to))
    .map((to) => ({ path: to.split('#')[0] ?? '', heading: to.split('#')[1] }));
}

/** Files of this repository, by their path from its root. */
function filesNamedIn(text: string): string[] {
  const named = [...withoutFences(text).matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/gu)];
  return named
    .map(([, name = '']) => name)
    .filter((name) => /^(?:packages|docs|examples|scripts|tests|bench)\//u.test(name));
}

const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/gu, '-'),
  );

function faultsOf(document: string, text: string): string[] {
  const here = dirname(join(root, document));
  const links = linksIn(text).flatMap(({ path, heading }) => {
    const file = path === '' ? join(root, document) : resolve(here, path);
    if (made.some((start) => relative(root, file).startsWith(start))) return [];
    if (!existsSync(file)) return [`${document} links to ${path}`];
    const there = heading === undefined || anchors(readFileSync(file, 'utf8')).includes(heading);
    return there ? [] : [`${document} links to ${path}#${heading}`];
  });
  const files = filesNamedIn(text).filter(
    (name) => !made.some((start) => name.startsWith(start)) && !existsSync(join(root, name)),
  );
  return [...links, ...files.map((name) => `${document} names ${name}`)];
}

describe('the documents', () => {
  it('are all looked at', () => {
    expect(documents.length).toBeGreaterThan(15);
    const links = documents.flatMap((name) => linksIn(readFileSync(join(root, name), 'utf8')));
    expect(links.length).toBeGreaterThan(20);
    expect([...ignored(documents)].filter(Boolean)).toEqual([]);
  });

  it.each(documents)('lead nowhere that is not there: %s', (document) => {
    expect(faultsOf(document, readFileSync(join(root, document), 'utf8'))).toEqual([]);
  });

  it('would be found out', () => {
    const planted = '[a](nowhere.md) [b](README.md#no-such-heading) `packages/core/src/nothing.ts`';
    expect(faultsOf('README.md', planted)).toHaveLength(3);
  });
});
