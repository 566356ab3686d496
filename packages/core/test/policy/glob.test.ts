import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob, MAX_GLOB_LENGTH } from '../../src/policy/glob.ts';
import { covers } from '../../src/policy/glob-cover.ts';
import { naiveMatches } from './naive-glob.ts';

function glob(pattern: string) {
  const result = compileGlob(pattern);
  if (!result.ok) throw new Error(result.message);
  return result;
}

describe('a glob', () => {
  it.each([
    ['payments-api', 'payments-api'],
    ['payments-*', 'payments-api'],
    ['payments-*', 'payments-'],
    ['*', 'anything'],
    ['*-api-*', 'payments-api-v2'],
    ['a*b*c', 'a-b-b-c'],
    ['db/*/customers', 'db/orders/customers'],
    ['db/**', 'db'],
    ['db/**', 'db/orders/customers'],
    ['db/**', 'db/orders:customers'],
    ['**', ''],
    ['**', 'repo:acme/shop:ref'],
    ['**/prod', 'prod'],
    ['**/prod', 'eu/west/prod'],
    ['a/**/z', 'a/z'],
    ['a/**/z', 'a/b/z/c/z'],
    ['a/**/b/**/c', 'a/b/b/x/c'],
    ['repo:acme/*:ref', 'repo:acme/shop:ref'],
    ['https://ci.example/*', 'https://ci.example/42'],
    ['a?[b]{c}!', 'a?[b]{c}!'],
  ])('%s matches %s', (pattern, value) => {
    expect(glob(pattern).matches(value)).toBe(true);
  });

  it.each([
    ['payments-api', 'payments-api2'],
    ['payments-api', 'Payments-api'],
    ['payments-*', 'payments-api/admin'],
    ['payments-*', 'payments-api:admin'],
    ['*', 'a/b'],
    ['*', 'a:b'],
    ['aa*aa', 'aaa'],
    ['db/*', 'db'],
    ['db/*', 'db:orders'],
    ['db/**', 'db:orders'],
    ['db/**', 'dbx'],
    ['a/**/z', 'a:z'],
    ['a/**/z', 'az'],
    ['repo:acme/*', 'repo:acme/shop:ref'],
    ['a?', 'ab'],
    ['[ab]', 'a'],
    ['{a,b}', 'a'],
    ['a.c', 'abc'],
  ])('%s does not match %s', (pattern, value) => {
    expect(glob(pattern).matches(value)).toBe(false);
  });

  it.each([
    '',
    'a**',
    '**b',
    'x/a**b',
    '***',
    'a\u0000',
    'a\u202Eb',
    'x'.repeat(MAX_GLOB_LENGTH + 1),
  ])('%j is refused with a sentence', (pattern) => {
    expect(compileGlob(pattern)).toEqual({ ok: false, message: expect.stringMatching(/\.$/) });
  });
});

const anyPattern = fc
  .array(fc.constantFrom('a', 'b', '*', '**', '/', ':', '/**/', '**/', 'a*'), { maxLength: 10 })
  .map((pieces) => pieces.join(''))
  .filter((pattern) => compileGlob(pattern).ok);
const anyValue = fc
  .array(fc.constantFrom('a', 'b', 'ab', '/', ':', '*', '**'), { maxLength: 10 })
  .map((pieces) => pieces.join(''));

const fillings = fc.array(fc.constantFrom('a', 'b', '*', 'a*', '**', '/', ''), {
  minLength: 3,
  maxLength: 5,
});

/** The pattern with its stars replaced in turn. */
function filled(pattern: string, pieces: string[]): string {
  let next = 0;
  return pattern.replaceAll('*', () => pieces[next++ % pieces.length] ?? '');
}

describe('every glob', () => {
  it('matches what its definition says', () => {
    fc.assert(
      fc.property(anyPattern, anyValue, (pattern, value) => {
        expect(glob(pattern).matches(value)).toBe(naiveMatches(pattern, value));
      }),
      { numRuns: 5_000 },
    );
  });

  it('without a star matches itself alone', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (pattern, value) => {
        const result = compileGlob(pattern);
        fc.pre(result.ok && !pattern.includes('*'));
        expect(result.exact).toBe(true);
        expect(result.matches(pattern)).toBe(true);
        expect(result.matches(value)).toBe(value === pattern);
      }),
    );
  });

  it('without "**" keeps the separators of the value', () => {
    fc.assert(
      fc.property(anyPattern, anyValue, (pattern, value) => {
        fc.pre(!pattern.includes('**') && glob(pattern).matches(value));
        expect(value.replaceAll(/[^/:]/g, '')).toBe(pattern.replaceAll(/[^/:]/g, ''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is compiled or refused, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (pattern, value) => {
          const result = compileGlob(pattern);
          expect(result.ok ? typeof result.matches(value) : result.message).toBeTruthy();
        },
      ),
    );
  });

  it('ends on patterns that make backtracking explode', () => {
    const value = `${'a'.repeat(100_000)}b`;
    expect(glob(`${'*a'.repeat(100)}*c`).matches(value)).toBe(false);
    expect(glob('**/'.repeat(80) + 'c').matches('a/'.repeat(2_000))).toBe(false);
  });
});

describe('a glob that covers another', () => {
  it('matches all that the other matches', () => {
    fc.assert(
      fc.property(anyPattern, fillings, fillings, (outer, first, second) => {
        const inner = filled(outer, first);
        const value = filled(inner, second);
        fc.pre(compileGlob(inner).ok && glob(inner).matches(value));
        fc.pre(covers(glob(outer), glob(inner)));
        expect(glob(outer).matches(value)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['ci-*', 'ci-deploy-*'],
    ['**', 'a/**'],
    ['db/**', 'db/orders'],
    ['*', 'x'],
  ])('%s covers %s', (outer, inner) => {
    expect(covers(glob(outer), glob(inner))).toBe(true);
    expect(covers(glob(inner), glob(outer))).toBe(false);
  });
});
