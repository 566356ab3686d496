import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/policy/glob.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

const guide = readFileSync(new URL('../../../../docs/guides/policy.md', import.meta.url), 'utf8');
const known = { webhooks: ['deploy-hook'], people: ['ada', 'grace', 'linus'] };

function blocks(kind: string): string[] {
  const fences = guide.matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  return [...fences].filter((fence) => fence[1] === kind).map((fence) => fence[2] ?? '');
}

function quoted(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((value) => value[1] ?? '');
}

const [tree = '', faults = ''] = blocks('text');

describe("the policy guide's", () => {
  it('worked example is a policy, and the verdict over it is as shown', () => {
    const [example = ''] = blocks('yaml');
    const result = parsePolicy(example, known);
    if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'));
    const verdict = evaluate(result.policy, {
      identity: 'ci-payments',
      action: 'deploy',
      environment: 'production',
      resource: 'payments-api',
    });
    expect(`${explain(verdict)}\n`).toBe(tree);
  });

  it('faulty example has the faults that are shown', () => {
    const [example = ''] = blocks('yaml faults');
    const result = parsePolicy(example, known);
    const lines = (result.ok ? [] : result.faults).map(
      ({ line, column, path, message, hint }) =>
        `${line}:${column} ${path}: ${[message, hint].filter(Boolean).join(' ')}\n`,
    );
    expect(lines.join('')).toBe(faults);
  });

  it('other examples are policies', () => {
    for (const example of blocks('yaml')) expect(parsePolicy(example, known).ok).toBe(true);
  });

  it('table of globs is true', () => {
    const rows = [...guide.matchAll(/^\| `([^`]+)` +\| (`[^|]+) \| (`[^|]+) \|$/gm)];
    const wrong = rows.flatMap(([, pattern = '', yes, no]) => {
      const glob = compileGlob(pattern);
      const matches = (value: string) => glob.ok && glob.matches(value);
      return [...quoted(yes).filter((value) => !matches(value)), ...quoted(no).filter(matches)];
    });
    expect(rows).toHaveLength(5);
    expect(wrong).toEqual([]);
  });
});
