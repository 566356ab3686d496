import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/digest.ts';
import { canonicalJson, digestOf, isDigest, MAX_DEPTH, shortDigest } from '../../src/digest.ts';
import vectors from './vectors/rfc8785.json' with { type: 'json' };

const refusal = (code: string, path?: string): unknown =>
  expect.objectContaining(path === undefined ? { code } : { code, path });

function double(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe('canonical JSON', () => {
  it.each(vectors.documents)('writes the sample of RFC 8785, section $section', (sample) => {
    expect(canonicalJson(JSON.parse(sample.input) as Json)).toBe(sample.canonical);
  });

  it.each(vectors.numbers.filter(({ json }) => json !== null))(
    'writes the double $ieee754 as RFC 8785 does: $json',
    ({ ieee754, json }) => {
      expect(canonicalJson(double(ieee754))).toBe(json);
    },
  );

  it.each(vectors.numbers.filter(({ json }) => json === null))(
    'refuses the double $ieee754: $comment',
    ({ ieee754 }) => {
      expect(() => canonicalJson(double(ieee754))).toThrow(refusal('not_a_number'));
    },
  );

  it('is a fixed point, and keeps the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = canonicalJson(value as Json);
        const back = JSON.parse(text) as Json;
        expect(canonicalJson(back)).toBe(text);
        expect(JSON.stringify(back)).toHaveLength(JSON.stringify(value).length);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned as Json)).toBe(canonicalJson(value as Json));
      }),
    );
  });

  it('tells a member named __proto__ from none', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}') as Json)).toBe('{"__proto__":1}');
  });
});

describe('a value without canonical JSON', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  let deep: unknown = 1;
  for (let level = 0; level <= MAX_DEPTH; level++) deep = { deep };

  it.each([
    ['NaN', { a: [1, Number.NaN] }, 'not_a_number', '$.a[1]'],
    ['infinity', Number.POSITIVE_INFINITY, 'not_a_number', '$'],
    ['an undefined member', { a: undefined }, 'not_json', '$.a'],
    ['an undefined item', [undefined], 'not_json', '$[0]'],
    ['a hole in an array', Array.from({ length: 1 }), 'not_json', '$[0]'],
    ['a bigint', 1n, 'not_json', '$'],
    ['a function', { toJSON: () => 1 }, 'not_json', '$.toJSON'],
    ['a symbol', Symbol('s'), 'not_json', '$'],
    ['half a surrogate pair', ['\ud800'], 'lone_surrogate', '$[0]'],
    ['half a surrogate pair in a name', { '\udc00': 1 }, 'lone_surrogate', '$'],
    ['a date', new Date(0), 'not_plain', '$'],
    ['a map', new Map(), 'not_plain', '$'],
    ['bytes', new Uint8Array(1), 'not_plain', '$'],
    ['a boxed string', Object('text'), 'not_plain', '$'],
    ['a cycle', cycle, 'too_deep', undefined],
    ['endless nesting', deep, 'too_deep', undefined],
  ])('is refused: %s', (_name, value, code, path) => {
    expect(() => canonicalJson(value as Json)).toThrow(refusal(code, path));
    expect(() => digestOf(value as Json)).toThrow(refusal(code, path));
  });
});

describe('a digest', () => {
  it('is the SHA-256 of the canonical bytes', () => {
    // printf '{"a":1,"b":"€"}' | sha256sum
    expect(digestOf({ b: '€', a: 1 })).toBe(
      'sha256:534f141d15124ffd9bd1c1e02f054020fe9918b862606c4cb5ea6dc0df5213be',
    );
  });

  it('is known by its form alone', () => {
    const digest = digestOf(null);
    expect(isDigest(digest)).toBe(true);
    for (const text of [digest.toUpperCase(), `${digest}0`, digest.slice(7), `${digest}\n`, 7]) {
      expect(isDigest(text)).toBe(false);
    }
  });

  it('is shown by its first twelve digits', () => {
    expect(digestOf({})).toBe(
      'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
    expect(shortDigest(digestOf({}))).toBe('44136fa355b3');
  });
});
