import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Each place, and the places it may import from; first match wins. Nothing may climb. */
const floors: [place: string, below: string[]][] = [
  ['packages/core/', ['packages/core/']],
  ['packages/client/', ['packages/client/', 'packages/core/']],
  ['packages/emulator/', ['packages/emulator/']],
  ['packages/server/src/ports/', ['packages/server/src/ports/', 'packages/core/']],
  ...['store', 'identity', 'issuer', 'connectors', 'outbound', 'secrets'].map(
    (adapter): [string, string[]] => [
      `packages/server/src/${adapter}/`,
      [`packages/server/src/${adapter}/`, 'packages/server/src/ports/', 'packages/core/'],
    ],
  ),
  [
    'packages/server/src/chat/',
    ['packages/server/src/chat/', 'packages/server/src/ports/', 'packages/core/'],
  ],
  [
    'packages/server/src/app/',
    ['packages/server/src/app/', 'packages/server/src/ports/', 'packages/core/'],
  ],
  [
    'packages/server/src/http/',
    [
      'packages/server/src/http/',
      'packages/server/src/app/',
      'packages/server/src/chat/',
      'packages/server/src/ports/',
      'packages/server/src/metrics.ts',
      'packages/server/src/version.ts',
      'packages/core/',
    ],
  ],
  ['packages/server/', ['packages/server/', 'packages/core/']],
];

type Import = { file: string; specifier: string; target: string | null };

/** Static, type-only, re-exported, for effect only, and dynamic. */
const forms = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gmu,
  /^\s*import\s*['"]([^'"]+)['"]/gmu,
  /\bimport\s*\(\s*['"`]([^'"`]+)['"`]/gu,
];

function importsIn(file: string, text: string): Import[] {
  return forms
    .flatMap((form) => [...text.matchAll(form)].map(([, specifier = '']) => specifier))
    .map((specifier) => ({ file, specifier, target: targetOf(file, specifier) }));
}

/** A path below the root; null for another project's package. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(file), specifier));
  const [, name, path = 'index'] = /^@countersign\/(\w+)(?:\/(.+))?$/u.exec(specifier) ?? [];
  return name === undefined ? null : `packages/${name}/src/${path}.ts`;
}

function climbs({ file, specifier, target }: Import): string | null {
  const [place, below] = floors.find(([start]) => file.startsWith(start)) ?? [];
  if (!below) return null;
  if (target === null) {
    const impure = place === 'packages/core/' && /^node:|^(?:fs|path|crypto)$/u.test(specifier);
    return impure ? `${file} is in the core and imports ${specifier}` : null;
  }
  const stays = below.some((start) => target.startsWith(start));
  return stays ? null : `${file} imports ${target}`;
}

const sources = globSync('packages/*/src/**/*.ts', { cwd: root });
const imports = sources.flatMap((file) => importsIn(file, readFileSync(join(root, file), 'utf8')));

describe('the floors of the house', () => {
  it('has something to look at in every place', () => {
    expect(imports.length).toBeGreaterThan(300);
    const empty = floors.filter(([place]) => !sources.some((file) => file.startsWith(place)));
    expect(empty).toEqual([]);
  });

  it('no import climbs', () => {
    expect(imports.map(climbs).filter(Boolean)).toEqual([]);
  });

  it.each([
    ['a static one', "import { castVote } from '../app/cast-vote.ts';"],
    ['a type-only one', "import type { Context } from '../app/context.ts';"],
    ['one over several lines', "import {\n  a,\n  b,\n} from '../app/context.ts';"],
    ['a re-export', "export * from '../app/context.ts';"],
    ['one for its effect', "import '../app/context.ts';"],
    ['a dynamic one', "const app = await import('../app/context.ts');"],
    ['a neighbour', "import { verify } from '../chat/slack/verify.ts';"],
    ['one through the package name', "import { x } from '@countersign/server/app/context';"],
  ])('finds a planted violation: %s', (_, text) => {
    const [found] = importsIn('packages/server/src/store/planted.ts', text);
    expect(found && climbs(found)).toContain('packages/server/src/store/planted.ts imports');
  });

  it('finds a planted impurity in the core', () => {
    const [found] = importsIn('packages/core/src/planted.ts', "import fs from 'node:fs';");
    expect(found && climbs(found)).toContain('imports node:fs');
  });
});
