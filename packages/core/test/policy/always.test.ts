import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { document, factsOf, names } from './support.ts';

const word = fc.constantFrom('a', 'b');
const globs = fc.constantFrom('a', 'b', 'a*', '*b', '**', 'a/**', ['a', 'b'], ['b', 'a-*']);
const slugs = fc.constantFrom('a', 'b', 'a*', ['a', 'b']);
const match = fc.record(
  { identity: globs, action: slugs, environment: slugs, resource: globs },
  { requiredKeys: ['action', 'environment'] },
);
const asked = fc.record({
  identity: word,
  action: word,
  environment: word,
  resource: fc.constantFrom('a', 'b', 'a/b', 'c:d'),
});
const stages = [{ name: 's', quorum: 1, groups: ['g'] }];
const rules = (matches: object[]) =>
  matches.map((each, at) => ({ name: `r${at}`, match: each, route: { slack: ['C01'] }, stages }));

function policyOf(matches: object[]): Policy | undefined {
  const text = yaml({ version: 1, groups: { g: { people: ['ada'] } }, rules: rules(matches) });
  const result = parsePolicy(text, names);
  return result.ok ? result.policy : undefined;
}

/** Whether a rule matches, from its globs alone. */
function anyMatches(policy: Policy, request: { [field: string]: string }): boolean {
  return policy.rules.some((rule) =>
    Object.entries(rule.match).every(([field, { globs: all }]) =>
      all.some((glob) => glob.matches(request[field] ?? '')),
    ),
  );
}

// A generated value that is there twice would become an alias.
function yaml(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false });
}

const matches = fc.array(match, { minLength: 1, maxLength: 4 });

describe('whatever is asked', () => {
  it('is refused unless a rule matches', () => {
    fc.assert(
      fc.property(matches, asked, (each, request) => {
        const policy = policyOf(each);
        fc.pre(policy !== undefined);
        const { outcome } = evaluate(policy, factsOf(request));
        expect(outcome).toBe(anyMatches(policy, request) ? 'ask' : 'refuse');
      }),
      { numRuns: 200 },
    );
  });

  it('gets a verdict that explains itself on lines without invisible characters', () => {
    const policy = policyOf([{ identity: 'a' }]);
    const text = fc.string({ unit: 'binary' });
    const anything = fc.record({ identity: text, action: text, environment: text, resource: text });
    fc.assert(
      fc.property(anything, (request) => {
        if (!policy) throw new Error('The policy does not parse.');
        const verdict = evaluate(policy, factsOf(request));
        expect(['ask', 'refuse']).toContain(verdict.outcome);
        expect(explain(verdict)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('is asked once the suggested rule is in the policy', () => {
    fc.assert(
      fc.property(matches, asked, (each, request) => {
        const policy = policyOf(each);
        const verdict = policy && evaluate(policy, factsOf(request));
        fc.pre(verdict?.outcome === 'refuse');
        const head = yaml({ version: 1, groups: { g: { people: ['ada'] } } });
        const text = `${head}rules:\n${yaml(rules(each))}${verdict.suggestion}`;
        const extended = parsePolicy(text, names);
        expect(extended.ok && evaluate(extended.policy, factsOf(request)).outcome).toBe('ask');
      }),
      { numRuns: 100 },
    );
  });
});

describe('whatever the text', () => {
  it('is a policy, or has faults with a place and a sentence', () => {
    const pieces = [
      ...document.split(/(?=[\s{}[\],:])/),
      '&a ',
      '*a',
      '!!set',
      '---',
      '"',
      "'",
      '\t',
      '? ',
      '__proto__',
      '\u0000',
    ];
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
      fc
        .tuple(fc.nat(document.length), fc.nat(30), fc.constantFrom(...pieces))
        .map(([at, length, piece]) => document.slice(0, at) + piece + document.slice(at + length)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = parsePolicy(text, names);
        if (result.ok) return;
        expect(result.faults.length).toBeGreaterThan(0);
        for (const { line, column, message } of result.faults) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(message).toMatch(/\S\.$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never makes a policy with an empty group', () => {
    const list = fc.constantFrom(undefined, null, [], ['ada'], ['S01'], 'ada', {});
    const group = fc.oneof(fc.constantFrom(null, [], {}), fc.record({ slack: list, people: list }));
    fc.assert(
      fc.property(group, (g) => {
        const text = yaml({ version: 1, groups: { g }, rules: rules([{}]) });
        const result = parsePolicy(text, names);
        if (!result.ok) return;
        for (const { people, slackUserGroups } of result.policy.groups) {
          expect(people.length + slackUserGroups.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
