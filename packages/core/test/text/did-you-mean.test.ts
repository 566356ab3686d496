import { expect, it } from 'vitest';
import { didYouMean } from '../../src/text/did-you-mean.ts';

const names = ['start', 'check', 'key', '--help', '--version'];

it.each([
  ['strat', 'start'],
  ['kye', 'key'],
  ['chekc', 'check'],
  ['chck', 'check'],
  ['--hlep', '--help'],
  ['--Version', '--version'],
])('a slip is understood: %s is %s', (given, meant) => {
  expect(didYouMean(given, names)).toBe(`Did you mean "${meant}"?`);
});

it.each(['', 'k', 'stop', '--port'])('what is no slip is left alone: %j', (given) => {
  expect(didYouMean(given, names)).toBeUndefined();
});
