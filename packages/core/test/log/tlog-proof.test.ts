import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '../../src/log/checkpoint.ts';
import { keyPair, parseSigningKey } from '../../src/log/key.ts';
import { formatTlogProof, parseTlogProof } from '../../src/log/tlog-proof.ts';

const signer = parseSigningKey(keyPair('log.example.com', new Uint8Array(32)).signingKey);
const checkpoint = signCheckpoint(9, new Uint8Array(32), signer);
const hash = new Uint8Array(32).fill(7);
const proof = formatTlogProof({ index: 8, path: [hash, hash], checkpoint });

describe('a c2sp.org/tlog-proof@v1 text', () => {
  it('is a header, an index, hashes, and the checkpoint verbatim', () => {
    const line = 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=';
    expect(proof).toBe(`c2sp.org/tlog-proof@v1\nindex 8\n${line}\n${line}\n\n${checkpoint}`);
  });

  it('is read back as it was written', () => {
    const hashes = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 });
    const extra = fc.option(fc.uint8Array(), { nil: undefined });
    fc.assert(
      fc.property(fc.nat(), hashes, extra, (index, path, extra) => {
        const whole = { index, path, checkpoint, ...(extra && { extra }) };
        expect(parseTlogProof(formatTlogProof(whole))).toEqual(whole);
      }),
    );
  });

  it.each([
    ['another header', proof.replace('@v1', '@v2')],
    ['no index', proof.replace('index 8\n', '')],
    ['a leading zero in the index', proof.replace('index 8', 'index 08')],
    ['extra data after the index', proof.replace('index 8', 'index 8\nextra AA==')],
    ['a hash of 31 bytes', proof.replace(/BwcHBwc=/, 'BwcHBw==')],
    [
      '64 hashes',
      formatTlogProof({ index: 0, path: Array.from({ length: 64 }, () => hash), checkpoint }),
    ],
    ['carriage returns', proof.replaceAll('\n', '\r\n')],
    ['nothing', ''],
  ])('is refused with %s', (_name, text) => {
    expect(() => parseTlogProof(text)).toThrow(expect.objectContaining({ code: 'bad_proof' }));
  });

  it('is refused without a signed checkpoint', () => {
    const text = proof.slice(0, -checkpoint.length);
    expect(() => parseTlogProof(text)).toThrow(expect.objectContaining({ code: 'bad_note' }));
  });
});
