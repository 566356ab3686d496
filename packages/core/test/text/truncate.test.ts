import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, truncate } from '../../src/text/truncate.ts';

const family = '👩\u200D👩\u200D👧';

describe('a text that is too long', () => {
  it('says how much of it is left out', () => {
    expect(truncate('x'.repeat(100), 40)).toBe(`${'x'.repeat(16)} … [84 more characters]`);
    expect(cutAt('x'.repeat(100), 40)).toEqual({ text: 'x'.repeat(40), cut: 60 });
  });

  it('is left alone when it fits', () => {
    expect(truncate('short', 5)).toBe('short');
    expect(cutAt('short', 5)).toEqual({ text: 'short', cut: 0 });
  });

  it('is never cut inside a surrogate pair', () => {
    expect(cutAt('a😀b', 2)).toEqual({ text: 'a', cut: 3 });
  });

  it('is never cut inside what people read as one character', () => {
    expect(cutAt(`a${family}b`, 5).text).toBe('a');
    expect(cutAt(`a${family}b`, 9).text).toBe(`a${family}`);
    expect(cutAt('re\u0301sume\u0301', 2).text).toBe('r');
    expect(cutAt('🇩🇪🇫🇷', 6).text).toBe('🇩🇪');
  });

  it('is not emptied by one endless character', () => {
    const zalgo = `e${'\u0301'.repeat(10_000)}`;
    expect(cutAt(zalgo, 1000)).toEqual({ text: zalgo.slice(0, 1000), cut: 9001 });
  });

  it('stays well-formed where one endless character is cut', () => {
    const endless = `e${'\u{E0100}'.repeat(5000)}`;
    expect(cutAt(endless, 1000).text).toBe(endless.slice(0, 999));
    expect(cutAt(endless, 1001).text).toBe(endless.slice(0, 1001));
  });

  it('always fits, stays well-formed, and loses nothing silently', () => {
    const unit = fc.constantFrom('a', '😀', family, 'e\u0301', '\r\n', '🇩🇪');
    fc.assert(
      fc.property(fc.string({ unit }), fc.nat(120), (text, max) => {
        const { text: kept, cut } = cutAt(text, max);
        expect(kept.length).toBeLessThanOrEqual(max);
        expect(text.startsWith(kept)).toBe(true);
        expect(kept.length + cut).toBe(text.length);
        expect(kept.isWellFormed()).toBe(true);
        expect(truncate(text, max).length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
