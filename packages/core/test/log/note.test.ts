import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogError } from '../../src/log/error.ts';
import { keyPair, parseSigningKey, parseVerifierKey } from '../../src/log/key.ts';
import { formatNote, MAX_SIGNATURES, openNote, parseNote, signNote } from '../../src/log/note.ts';
import examples from './vectors/notes.json' with { type: 'json' };

const failure = (code: string): unknown => expect.objectContaining({ code });
const pairOf = (name: string, seed: number) => {
  const { signingKey, vkey } = keyPair(name, new Uint8Array(32).fill(seed));
  return { signer: parseSigningKey(signingKey), verifier: parseVerifierKey(vkey) };
};
const log = pairOf('log.example.com', 1);
const namesake = pairOf('log.example.com', 2);
const witness = pairOf('witness.example.com', 3);
const text = 'one\n\ntwo\n';
const note = signNote(text, log.signer);

describe('a signed note', () => {
  it.each(examples)('of $source opens with its key', ({ note, vkey, text }) => {
    expect(openNote(note, [parseVerifierKey(vkey)]).text).toBe(text);
  });

  it.each(examples.filter(({ signingKey }) => signingKey !== undefined))(
    'is the one of $source when its key signs the text',
    ({ signingKey, text, note }) => {
      expect(signNote(text, parseSigningKey(signingKey ?? ''))).toBe(note);
    },
  );

  it('opens whatever empty lines its text has', () => {
    expect(openNote(note, [log.verifier])).toEqual({ text, signedBy: ['log.example.com'] });
  });

  it('may be signed by several, and tells by whom of those that are known', () => {
    const both = signNote(text, log.signer, witness.signer);
    const names = ['log.example.com', 'witness.example.com'];
    expect(openNote(both, [log.verifier, witness.verifier]).signedBy).toEqual(names);
    expect(openNote(both, [witness.verifier]).signedBy).toEqual(['witness.example.com']);
  });

  it('ignores unknown keys, of the same name too, and garbage under unknown names', () => {
    const { signatures } = parseNote(note);
    const strange = { name: 'strange', keyId: 'ffffffff', signature: Uint8Array.of(1) };
    const noted = formatNote({ text, signatures: [strange, ...signatures] });
    expect(openNote(noted, [log.verifier]).signedBy).toEqual(['log.example.com']);
    const twins = signNote(text, namesake.signer, log.signer);
    expect(openNote(twins, [log.verifier]).signedBy).toEqual(['log.example.com']);
  });

  it('is refused when no known key signed it', () => {
    expect(() => openNote(note, [witness.verifier])).toThrow(failure('unknown_key'));
    expect(() => openNote(note, [namesake.verifier])).toThrow(failure('unknown_key'));
    expect(() => openNote(note, [])).toThrow(failure('unknown_key'));
  });

  it('is refused for one failing signature of a known key, whatever else is good', () => {
    const [good] = parseNote(note).signatures;
    const bad = { name: log.signer.name, keyId: log.signer.keyId, signature: new Uint8Array(64) };
    const orders = [[bad], [bad, good], [good, bad]].map((lines) =>
      lines.filter((x) => x !== undefined),
    );
    for (const signatures of orders) {
      const spoilt = formatNote({ text, signatures });
      expect(() => openNote(spoilt, [log.verifier])).toThrow(failure('bad_signature'));
    }
  });

  it('is refused with any one character changed, added or missing', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.string({ maxLength: 1 }), (at, char) => {
        const forged = note.slice(0, at) + char + note.slice(at + 1);
        fc.pre(forged !== note);
        expect(() => openNote(forged, [log.verifier])).toThrow(LogError);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no signatures', 'text\n'],
    ['no signature after the blank line', 'text\n\n'],
    ['no newline at its end', note.slice(0, -1)],
    ['a control character', note.replace('one', 'o\u0000ne')],
    ['a carriage return', note.replace('one\n', 'one\r\n')],
    ['half a surrogate pair', note.replace('one', '\uD800')],
    ['a hyphen for the dash', note.replace('— log', '- log')],
    ['no name', note.replace('— log.example.com', '— ')],
    ['a plus sign in the name', note.replace('— log', '— l+g')],
    ['base64 that is not canonical', note.replace(/=\n$/, '\n')],
    ['a signature too short for a key id', `${text}\n— log.example.com AAAA\n`],
    ['words after the signature', note.replace(/\n$/, ' x\n')],
    ['a line that is no signature', `${note}x\n`],
    ['too many signatures', `${note}${'— a AAAAAAA=\n'.repeat(MAX_SIGNATURES)}`],
  ])('is malformed with %s', (_name, malformed) => {
    expect(() => openNote(malformed, [log.verifier])).toThrow(failure('bad_note'));
  });

  it('is not made of a text without an end of line, or with controls', () => {
    for (const bad of ['text', '', 'a\tb\n', '\uDC00\n']) {
      expect(() => signNote(bad, log.signer)).toThrow(failure('bad_note'));
    }
  });
});
