import { describe, expect, it } from 'vitest';
import { flagMixedScript, mixedWords } from '../../src/text/mixed-script.ts';

describe('a word of mixed scripts', () => {
  it.each([
    ['p\u0430ypal', ['Latin', 'Cyrillic']],
    ['\u0440rod', ['Latin', 'Cyrillic']],
    ['adm\u03B9n', ['Latin', 'Greek']],
    ['\u0391\u0410', ['Cyrillic', 'Greek']],
    ['p\u200B\u0430ypal', ['Latin', 'Cyrillic']],
    ['\uFF50\u0430ypal', ['Latin', 'Cyrillic']],
  ])('is flagged: %s', (word, scripts) => {
    expect(flagMixedScript(word)).toEqual({ word, scripts });
  });

  it.each([
    'paypal',
    '\u043F\u0440\u0438\u0432\u0435\u0442',
    '\u03B1\u03B2\u03B3',
    'payments-2',
    'Tokyo東京',
    '10\u00B5m',
    '5k\u2126',
    '',
  ])('is not found in %s', (word) => {
    expect(flagMixedScript(word)).toBeUndefined();
  });

  it('is found in a sentence, once, and neighbours are left alone', () => {
    expect(mixedWords('deploy p\u0430yments to \u043F\u0440\u043E\u0434, p\u0430yments!')).toEqual([
      { word: 'p\u0430yments', scripts: ['Latin', 'Cyrillic'] },
    ]);
  });

  it('is found where an invisible character splits it', () => {
    expect(mixedWords('pay\u200Bp\u0430l')).toHaveLength(1);
  });
});
