import { assert, asyncProperty, constantFrom, nat } from 'fast-check';
import { expect, it } from 'vitest';
import { createMasker } from '../../src/secrets/mask.ts';
import { awsId } from './samples.ts';

const mask = createMasker();
const fullwidth = (text: string) =>
  text.replace(/[!-~]/gu, (c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0));

it.each([
  ['a comment that switches the scanner off', `/* secretlint-disable */\n${awsId}`],
  ['such a comment for the next line', `# secretlint-disable-next-line\n${awsId}`],
  ['such a comment on the line', `${awsId} // secretlint-disable-line`],
  ['such a comment in capitals', `<!-- SECRETLINT-DISABLE -->\n${awsId}`],
  ['such a comment with a character that is not seen', `/* secret\u200blint-disable */\n${awsId}`],
  ['such a comment in wide letters', `/* ${fullwidth('secretlint-disable')} */\n${awsId}`],
  ['a turned direction', `\u202e${awsId.slice(0, 9)}\u202c${awsId.slice(9)}`],
  ['wide letters', fullwidth(awsId)],
  ['a soft hyphen', `AK\u00ad${awsId.slice(2)}`],
  ['a variation selector', `A\ufe0f${awsId.slice(1)}`],
  ['a tag character', `A\u{e0041}${awsId.slice(1)}`],
  ['a NUL', `AKIA\u0000${awsId.slice(4)}`],
  ['a combining mark', `AKIA\u0301${awsId.slice(4)}`],
])('%s does not hide a secret', async (_, text) => {
  const masked = await mask(text);
  expect(masked.text).toContain('[masked: aws]');
  expect(masked.text.normalize('NFKC')).not.toContain(awsId.slice(9));
});

it('no place for an invisible character hides it', async () => {
  const invisible = constantFrom(
    '\u200b',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u061c',
    '\u3164',
  );
  await assert(
    asyncProperty(nat(awsId.length), invisible, async (at, character) => {
      const { text } = await mask(`x ${awsId.slice(0, at)}${character}${awsId.slice(at)} y`);
      expect(text.replaceAll(character, '')).toBe('x [masked: aws] y');
    }),
    { numRuns: 60 },
  );
});
