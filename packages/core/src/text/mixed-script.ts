export type Script = 'Latin' | 'Cyrillic' | 'Greek';

/** A word in letters of several look-alike scripts, as `pаypal` with a Cyrillic а. */
export type MixedWord = { readonly word: string; readonly scripts: readonly Script[] };

const scripts: readonly (readonly [Script, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
];

// Micro sign, ohm and the like stand in Latin text by right; NFKC would call them Greek.
const UNITS = /[\u00B5\u2126]/g;

/** The scripts that a word mixes, if it mixes Latin, Cyrillic or Greek (Unicode UTS 39, section 5). */
export function flagMixedScript(word: string): MixedWord | undefined {
  const letters = word.replace(UNITS, '').normalize('NFKC');
  const found = scripts.filter(([, pattern]) => pattern.test(letters)).map(([script]) => script);
  return found.length > 1 ? { word, scripts: found } : undefined;
}

/** Every mixed word of a text, each once. */
export function mixedWords(text: string): MixedWord[] {
  const words = new Set(text.match(/[\p{L}\p{M}\p{N}\p{Cf}]+/gu));
  return [...words].map(flagMixedScript).filter((found) => found !== undefined);
}
