import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from '../../src/log/bundle.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });

describe('an entry bundle', () => {
  it('puts a big-endian length before each entry', () => {
    const long = new Uint8Array(258);
    const start = encodeBundle([Uint8Array.of(7), long]).slice(0, 5);
    expect(start).toEqual(Uint8Array.of(0, 1, 7, 1, 2));
  });

  it('gives its entries back, the empty ones too', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 256 });
    fc.assert(
      fc.property(entries, (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries);
      }),
    );
  });

  it('is refused when it is cut off anywhere inside an entry', () => {
    const bytes = encodeBundle([Uint8Array.of(1, 2, 3)]);
    for (let length = 1; length < bytes.length; length++) {
      expect(() => decodeBundle(bytes.slice(0, length))).toThrow(failure('bad_bundle'));
    }
  });

  it('holds 256 entries at most, each of 65535 bytes at most', () => {
    const many = Array.from({ length: 257 }, () => new Uint8Array());
    expect(() => encodeBundle(many)).toThrow(failure('bad_bundle'));
    expect(() => decodeBundle(new Uint8Array(257 * 2))).toThrow(failure('bad_bundle'));
    expect(() => encodeBundle([new Uint8Array(0x10000)])).toThrow(failure('entry_too_large'));
  });
});
