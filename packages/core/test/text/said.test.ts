import { expect, it } from 'vitest';
import { said } from '../../src/text/said.ts';

it.each([
  [undefined, ''],
  [' \n', ''],
  ['\u200B\u200B', ''],
  ['\u2060 \u00AD\uFE0F', ''],
  ['\u3164\u115F', ''],
  ['\u2800', ''],
  [' Payments are down. ', 'Payments are down.'],
  ['👍', '👍'],
  ['?', '?'],
  ['決済', '決済'],
  ['fa\u200Bult', 'fa\u200Bult'],
])('of %j, %j is said', (text, is) => {
  expect(said(text)).toBe(is);
});
