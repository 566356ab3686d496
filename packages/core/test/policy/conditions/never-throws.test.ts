import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../src/policy/conditions/condition.ts';
import { prepareFacts } from '../../../src/policy/conditions/prepare.ts';
import { variables } from '../../../src/policy/conditions/facts.ts';
import { conditions } from './generated.ts';

const words = fc.constantFrom(
  ...'request change . files action ( ) [ ] { } , : ? ! - && || == < in + * /'.split(' '),
  ...'"a" \' 1 1u 2.5 b"x" null true all exists map has size like matches timestamp'.split(' '),
  'duration',
  'f',
  '\n',
  '//',
);
const sources = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' ')),
  fc.tuple(conditions, fc.nat(), words).map(([source, at, word]) => {
    const place = at % (source.length + 1);
    return source.slice(0, place) + word + source.slice(place);
  }),
);

const groups = Object.entries(variables).map(([name, fields]) => {
  const values = Object.keys(fields).map((field) => [field, fc.anything()]);
  return [
    name,
    fc.record(Object.fromEntries(values) as { [field: string]: fc.Arbitrary<unknown> }),
  ];
});
const anyFacts = fc.record(
  Object.fromEntries(groups) as { [name: string]: fc.Arbitrary<unknown> },
  { requiredKeys: [] },
);

describe('whatever is given', () => {
  it('compiling tells a fault and never throws', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const result = compileCondition(source);
        expect(result.ok || result.message.endsWith('.')).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('evaluating has a result and never throws', () => {
    fc.assert(
      fc.property(conditions, anyFacts, (source, facts) => {
        const result = compileCondition(source);
        if (!result.ok) return;
        const { ok } = result.condition.evaluate(prepareFacts(facts));
        expect(typeof ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });
});
