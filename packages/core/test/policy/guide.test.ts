import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileGlob } from '../../src/policy/glob.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { deploy, factsOf } from './support.ts';

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
    const [team = ''] = blocks('yaml included');
    const result = parsePolicy(example, known, new Map([['teams/payments.yaml', team]]));
    if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'));
    const facts = factsOf(deploy, { change: { linesAdded: 620, hasSecrets: false } });
    expect(`${explain(evaluate(result.policy, facts))}\n`).toBe(tree);
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

  it('table of fields has every key of the schema', () => {
    const fields = guide.slice(guide.indexOf('## Fields'), guide.indexOf('## Globs'));
    for (const key of keysOf(policyJsonSchema().properties)) expect(fields).toContain(key);
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

/** Names of all properties, however deep. */
function keysOf(properties: unknown): string[] {
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).flatMap(([key, schema]: [string, object]) => [
    key,
    ...['properties', 'items', 'additionalProperties'].flatMap((part) => inner(schema, part)),
  ]);
}

function inner(schema: object, part: string): string[] {
  const below: unknown = Object.entries(schema).find(([key]) => key === part)?.[1];
  if (part === 'properties') return keysOf(below);
  return typeof below === 'object' && below !== null
    ? ['properties', 'items'].flatMap((next) => inner(below, next))
    : [];
}
