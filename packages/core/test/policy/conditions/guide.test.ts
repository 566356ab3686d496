import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fact, variables } from '../../../src/policy/conditions/facts.ts';
import { deploy } from './fact-sets.ts';
import { faultOf, valueOf } from './support.ts';

const url = new URL('../../../../../docs/guides/conditions.md', import.meta.url);
const guide = readFileSync(url, 'utf8');

function blocks(kind: string): string[] {
  const fences = guide.matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  return [...fences].filter((fence) => fence[1] === kind).map((fence) => fence[2] ?? '');
}

function quoted(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((value) => value[1] ?? '');
}

const like = (reason: string, pattern: string) =>
  valueOf(`like(request.reason, r"${pattern}")`, { request: { reason } });

const paragraphs = [
  ['Small changes', true],
  ['Documentation only', false],
  ['Infrastructure', true],
  ['The pipeline runs', true],
  ["The year's end", false],
  ['A parameter', true],
  ['Something in the change', true],
  ['Exactly this change', true],
  ['A quiet history', false],
  ['A ticket', true],
] as const;

describe("the conditions guide's", () => {
  it('examples are what it says, over a deployment that touches infrastructure', () => {
    const got = blocks('cel').map((source) => valueOf(source, deploy));
    expect(got).toEqual(paragraphs.map(([, value]) => value));
    for (const [beginning] of paragraphs) expect(guide).toContain(`\n${beginning}`);
  });

  it('table of variables is the schema', () => {
    const rows = [...guide.matchAll(/^\| `(\w+\.\w+)` +\| `?([^`|]+?)`? +\| (.+?) +\|$/gm)];
    const schema = Object.entries(variables).flatMap(([variable, fields]) =>
      Object.entries<Fact>(fields).map(([field, { type, optional, meaning }]) => [
        `${variable}.${field}`,
        optional ? `${type}, optional` : type,
        meaning,
      ]),
    );
    expect(rows.map(([, ...cells]) => cells)).toEqual(schema);
  });

  it('table of patterns is true', () => {
    const rows = [...guide.matchAll(/^\| `([^`]+)` +\| (`[^|]+) \| (`[^|]+) \|$/gm)];
    const wrong = rows.flatMap(([, pattern = '', yes, no]) => [
      ...quoted(yes).filter((text) => like(text, pattern) !== true),
      ...quoted(no).filter((text) => like(text, pattern) !== false),
    ]);
    expect(rows).toHaveLength(4);
    expect(wrong).toEqual([]);
  });

  it('faults are as shown', () => {
    const [sources = ''] = blocks('cel faults');
    const [told] = blocks('text');
    const lines = sources.trimEnd().split('\n').map(faultOf);
    expect(`${lines.join('\n')}\n`).toBe(told);
  });
});
