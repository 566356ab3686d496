import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors, type Vector } from './vectors.ts';

/** JSON imports lose their literal types, so the vectors are written out as TypeScript and compiled. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(import.meta.dirname, '.types-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const typed = ({ message, view }: Vector): string =>
  message === undefined
    ? `(${JSON.stringify(view)}) satisfies View;`
    : `(${JSON.stringify(message['blocks'] ?? [])}) satisfies KnownBlock[];`;

function compile(name: string, vectors: readonly Vector[]): string {
  const file = path.join(folder, `${name}.ts`);
  const head = `import type { KnownBlock, View } from '@slack/types';`;
  writeFileSync(file, [head, ...vectors.map(typed)].join('\n'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
  try {
    execFileSync('tsc', ['--ignoreConfig', ...options, file], { cwd: folder, encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('the valid vectors', () => {
  it('satisfy the types of @slack/types', () => {
    expect(compile('valid', readVectors('valid.json'))).toBe('');
  });

  it('would not if one were wrong', () => {
    const wrong = {
      name: 'a header in mrkdwn',
      message: { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] },
    };
    expect(compile('wrong', [wrong])).toContain('TS');
  });
});
