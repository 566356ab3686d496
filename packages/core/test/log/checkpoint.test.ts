import { describe, expect, it } from 'vitest';
import {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from '../../src/log/checkpoint.ts';
import { keyPair, parseSigningKey, parseVerifierKey } from '../../src/log/key.ts';
import { signNote } from '../../src/log/note.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const { signingKey, vkey } = keyPair('log.example.com', new Uint8Array(32).fill(1));
const signer = parseSigningKey(signingKey);
const key = parseVerifierKey(vkey);
/** The example of c2sp.org/tlog-checkpoint. */
const example =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a checkpoint', () => {
  it('is three lines: origin, size, root', () => {
    const checkpoint = parseCheckpoint(example);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(formatCheckpoint(checkpoint)).toBe(example);
  });

  it('opens with the key of its log', () => {
    const root = new Uint8Array(32).fill(9);
    const note = signCheckpoint(42, root, signer);
    expect(openCheckpoint(note, key)).toEqual({ origin: 'log.example.com', size: 42, root });
  });

  it('is refused when the right key signed the head of another log', () => {
    expect(() => openCheckpoint(signNote(example, signer), key)).toThrow(failure('wrong_origin'));
  });

  it.each([
    ['an extension line', `${example}extension\n`],
    ['an empty line', `${example}\n`],
    ['no origin', example.replace(/^.*\n/, '\n')],
    ['no end of line', example.slice(0, -1)],
    ['a leading zero', example.replace('20852163', '020852163')],
    ['a sign', example.replace('20852163', '+20852163')],
    ['a size beyond exact numbers', example.replace('20852163', '9007199254740993')],
    ['a short root', example.replace('CsUY', '')],
    ['a root in URL-safe base64', example.replace('m/X', 'm_X')],
    ['a root in base64 that is not canonical', example.replace('q2I=', 'q2J=')],
  ])('is refused with %s', (_name, text) => {
    expect(() => parseCheckpoint(text)).toThrow(failure('bad_checkpoint'));
  });

  it('is not made of an origin that breaks the line, or a size that is none', () => {
    const root = new Uint8Array(32);
    expect(() => formatCheckpoint({ origin: 'a\n1', size: 1, root })).toThrow(
      failure('bad_checkpoint'),
    );
    expect(() => formatCheckpoint({ origin: 'a', size: -1, root })).toThrow(failure('bad_size'));
  });
});
