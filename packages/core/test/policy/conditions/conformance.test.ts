import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/policy/conditions/condition.ts';
import { cases, outcomeOf } from './conformance/suite.ts';

/** `guard` says why no condition comes to a silent one. */
type Group = { outcome: 'loud' | 'silent'; reason: string; guard?: string; names: string[] };

const file = new URL('./vectors/known-misses.json', import.meta.url);
const groups = JSON.parse(readFileSync(file, 'utf8')) as Group[];
const known = new Map(groups.flatMap(({ outcome, names }) => names.map((name) => [name, outcome])));

describe('over the conformance suite of CEL, the engine', () => {
  it('misses what is listed, in the way that is listed, and nothing else', () => {
    const missed = cases.flatMap((one) => {
      const outcome = outcomeOf(one);
      return outcome === 'pass' ? [] : [[one.name, outcome]];
    });
    expect(Object.fromEntries(missed)).toEqual(Object.fromEntries(known));
  });

  it('is run in more than a thousand cases', () => {
    expect(cases.length).toBeGreaterThan(1_000);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

describe('a case that the engine gets silently wrong', () => {
  const silent = cases.filter(({ name }) => known.get(name) === 'silent');

  it.each(silent)('is no condition: $name', ({ test: { expr } }) => {
    // Whatever its type is, this is true or false.
    expect(compileCondition(`size([${expr}]) == 1`).ok).toBe(false);
    expect(compileCondition(expr).ok).toBe(false);
  });

  it('is in a group that says how the guard keeps it away', () => {
    const open = groups.filter(({ outcome, guard }) => outcome === 'silent' && !guard);
    expect(open).toEqual([]);
  });
});
