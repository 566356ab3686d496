import { describe, expect, it } from 'vitest';
import type { ConditionFacts } from '../../../src/policy/conditions/facts.ts';
import { errorOf, valueOf } from './support.ts';

const files = (count: number): ConditionFacts => ({
  change: { files: Array.from({ length: count }, (_, at) => `file-${at}`) },
});
const parameters = (value: unknown): ConditionFacts => ({
  request: { parameters: value as { [key: string]: never } },
});
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

describe('a fact', () => {
  it('is a list of at most 1,000 entries', () => {
    expect(valueOf('change.files.all(f, f != "")', files(1_000))).toBe(true);
    expect(errorOf('change.files.all(f, f != "")', files(1_001))).toBe(
      '"change.files" has more than 1000 entries.',
    );
  });

  it.each([
    ['entries', { list: Array.from({ length: 1_001 }, () => 1) }, 'more than 1000 entries'],
    ['values', { a: lists(11), b: 1 }, 'more than 10000 values'],
    ['levels', { a: nested(6) }, 'more than 6 levels'],
    ['text', { a: 'x'.repeat(65_537) }, 'a text over 65536 characters'],
    ['numbers', { a: 2 ** 60 }, 'a number beyond 2^53'],
    ['no JSON', { a: Number.NaN }, 'a number beyond 2^53'],
    ['no JSON', { a: () => 1 }, 'is not JSON'],
  ])('has a bound on its %s', (_what, value, message) => {
    expect(errorOf('has(request.parameters.b)', parameters(value))).toContain(message);
  });

  it.each([
    ['change.linesAdded > 0', { change: { linesAdded: 1.5 } }],
    ['change.linesAdded > 0', { change: { linesAdded: '1' } }],
    ['change.linesAdded > 0', { change: { linesAdded: 2 ** 53 } }],
    ['time.now > timestamp("2026-01-01T00:00:00Z")', { time: { now: '2026-02-01' } }],
    ['time.now > timestamp("2026-01-01T00:00:00Z")', { time: { now: 1e15 } }],
    ['"a" in change.files', { change: { files: 'abc' } }],
    ['"a" in change.files', { change: { files: ['a', 1] } }],
    ['"a" in identity.labels', { identity: { labels: { a: 1 } } }],
    ['change.hasSecrets', { change: { hasSecrets: 'true' } }],
  ])('of another type is an error: %s', (source, facts) => {
    expect(errorOf(source, facts as never)).toContain('that a condition can read');
  });

  it('of JSON is an int where it is whole, to the last digit', () => {
    const facts = parameters({ big: 9_007_199_254_740_991, zero: -0, half: 0.5 });
    expect(valueOf('request.parameters.big == 9007199254740991', facts)).toBe(true);
    expect(valueOf('request.parameters.big == 9007199254740990', facts)).toBe(false);
    expect(valueOf('request.parameters.zero == 0', facts)).toBe(true);
    expect(valueOf('request.parameters.half == 0.5', facts)).toBe(true);
  });

  it('has no prototype', () => {
    const facts = parameters({ own: JSON.parse('{"__proto__": 1}') as unknown });
    expect(valueOf('"constructor" in request.parameters', facts)).toBe(false);
    expect(valueOf('has(request.parameters.toString)', facts)).toBe(false);
    expect(errorOf('request.parameters.own.constructor == 1', facts)).toContain('No such key');
    expect(valueOf('"__proto__" in request.parameters.own', facts)).toBe(true);
  });
});

function lists(count: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: 1_000 }, () => 1));
}
