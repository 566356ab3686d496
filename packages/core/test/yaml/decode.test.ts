import { describe, expect, it } from 'vitest';
import { decodeYaml } from '../../src/yaml/decode.ts';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)),
  );

describe('the bytes of a YAML file', () => {
  it.each([
    ['plain text', 'a: b\n'],
    ['other letters', 'ä: 日本 🎉\r\n'],
    ['a replacement character that somebody wrote', 'a: \u{FFFD}\n'],
    ['a byte order mark, which counts for the version of a policy', '\u{FEFF}a: b\n'],
    ['nothing', ''],
  ])('are read: %s', (_, text) => {
    expect(decodeYaml(bytes(text))).toEqual({ text });
  });

  it.each([
    ['Latin-1', bytes('a: b\nc: J', [0xfc], 'rgen\nd: e\n'), 2],
    ['a character that ends too early', bytes('a\nb\n\u{FFFD}\nd', [0xe6, 0x97], '\ne'), 4],
    ['a character that the file ends in', bytes('a: b\n', [0xe6, 0x97]), 2],
    ['a spelling that is too long', bytes([0xc0, 0xaf]), 1],
    ['half of a surrogate', bytes('a\n\n', [0xed, 0xa0, 0x80]), 3],
    ['UTF-16', new Uint8Array(Buffer.from('\u{FEFF}a: b\n', 'utf16le')), 1],
  ])('are refused with the line that nobody can read: %s', (_, odd, line) => {
    expect(decodeYaml(odd)).toMatchObject({
      text: null,
      fault: {
        path: '',
        line,
        column: 1,
        message: 'This line is not UTF-8, so that nobody knows what it says.',
        hint: 'Save the file as UTF-8.',
      },
    });
  });
});
