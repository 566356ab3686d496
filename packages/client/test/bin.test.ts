import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bin } from './support/cli.ts';

describe('the bin', () => {
  it('is plain JavaScript that looks at the version of Node before anything else', () => {
    const [shebang, first] = readFileSync(bin, 'utf8').split('\n');
    expect(shebang).toBe('#!/usr/bin/env node');
    expect(first).toContain('process.versions.node');
  });

  it.each(['20.19.0', '22.12.0', '23.9.9'])(
    'says in a plain sentence that Node %s is too old',
    (node) => {
      const said: string[] = [];
      const process = { versions: { node }, exitCode: 0 };
      const source = readFileSync(bin, 'utf8').replace(/^#!.*/, '').replace('await start', 'start');
      const script = source
        .replaceAll('import.meta.url', '""')
        .replaceAll(/await import\([^)]*\)/g, '{}');
      runInNewContext(script, { process, console: { error: (text: string) => said.push(text) } });
      expect(said).toEqual([`countersign needs Node 24 or later, and this is Node ${node}.`]);
      expect(process.exitCode).toBe(1);
    },
  );
});
