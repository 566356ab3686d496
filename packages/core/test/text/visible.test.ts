import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/text/visible.ts';

/** Written with escapes, so that this file itself hides nothing. */
const attacks = [
  [
    'a comment that ends before it seems to (Trojan Source, CVE-2021-42574)',
    '/*\u202E } \u2066if (isAdmin)\u2069 \u2066 begin*/',
    '/*\\u{202E} } \\u{2066}if (isAdmin)\\u{2069} \\u{2066} begin*/',
  ],
  ['a file name turned right to left', 'invoice\u202Efdp.exe', 'invoice\\u{202E}fdp.exe'],
  ['a zero-width space in a host name', 'prod\u200B.example.com', 'prod\\u{200B}.example.com'],
  [
    'zero-width joiners',
    'a\u200Cb\u200Dc\u2060d\uFEFF',
    'a\\u{200C}b\\u{200D}c\\u{2060}d\\u{FEFF}',
  ],
  [
    'text smuggled in tag characters',
    'ok\u{E0001}\u{E0068}\u{E0069}',
    'ok\\u{E0001}\\u{E0068}\\u{E0069}',
  ],
  [
    'bytes smuggled in variation selectors',
    'ok\uFE0F\u{E0100}\u180B',
    'ok\\u{FE0F}\\u{E0100}\\u{180B}',
  ],
  ['a soft hyphen and the Arabic letter mark', 'a\u00ADb\u061C', 'a\\u{AD}b\\u{61C}'],
  [
    'fillers that look like spaces',
    'a\u3164b\u115F\uFFA0\u034F',
    'a\\u{3164}b\\u{115F}\\u{FFA0}\\u{34F}',
  ],
  ['terminal escapes, backspace, NUL', '\u001B[2Kok\b\0', '\\u{1B}[2Kok\\u{8}\\u{0}'],
  ['a carriage return that writes over the line', 'rm -rf /\rls', 'rm -rf /\\u{D}ls'],
  ['line separators', 'a\u2028b\u2029c\u0085', 'a\\u{2028}b\\u{2029}c\\u{85}'],
  [
    'private use and unassigned characters',
    '\uE000\u{F0000}\uFFFF\u0378',
    '\\u{E000}\\u{F0000}\\u{FFFF}\\u{378}',
  ],
  ['halves of surrogate pairs', 'a\uD83Db\uDE00', 'a\uFFFDb\uFFFD'],
] as const;

describe('text made visible', () => {
  it.each(attacks)('shows %s', (_name, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves what people write as it is', () => {
    for (const text of [
      'Ünïcödé naïve',
      'e\u0301',
      '漢字かな',
      'עברית',
      'العربية',
      'हिन्दी',
      '😀👍🏽',
      'a\n\tb',
    ]) {
      expect(visible(text)).toBe(text);
    }
  });

  it.each([
    ['an escape that somebody typed', String.raw`\u{202E}`, String.raw`\\u{202E}`],
    ['two backslashes of theirs', String.raw`\\u{202E}`, String.raw`\\\\u{202E}`],
    ['their backslash before what is invisible', '\\\u202E', String.raw`\\\u{202E}`],
    ['backslashes that are no part of an escape', String.raw`C:\users\\x`, String.raw`C:\users\\x`],
    ['a backslash at the end of a line', '\\\n', '\\\n'],
  ])('tells its own escapes from %s', (_name, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('shows no two texts alike', () => {
    const piece = fc.constantFrom('\\', 'u{', '202E', '}', '\u202E', '\u{E0001}', 'a', '\n');
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(visible(one) === visible(other)).toBe(one === other);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes a megabyte of backslashes without delay', () => {
    const many = '\\'.repeat(1_000_000);
    expect(visible(many)).toBe(many);
  });

  it('never lets an invisible character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(/(?![\n\t])[\p{C}\p{Variation_Selector}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
