import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawSignature } from '../../src/issuer/raw-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const half = (byte: string) => byte.repeat(32);

describe('a signature in DER', () => {
  it('is told as r || s, which others verify', () => {
    // Enough for halves with a leading zero, and for short ones.
    for (let n = 0; n < 600; n += 1) {
      const bytes = Buffer.from(`message ${n}`);
      const raw = rawSignature(sign('sha256', bytes, privateKey));
      const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(raw.length).toBe(64);
      expect(verify('sha256', bytes, key, raw)).toBe(true);
    }
  });

  it('loses the zero that keeps a half positive, and gets those back that were left out', () => {
    const der = hex(`30 26 02 21 00 ${half('ff')} 02 01 07`);
    expect(Buffer.from(rawSignature(der)).toString('hex')).toBe(
      `${half('ff')}${'00'.repeat(31)}07`,
    );
  });

  it.each([
    ['nothing', ''],
    ['no sequence', '31 06 02 01 01 02 01 01'],
    ['a length that is not its own', '30 07 02 01 01 02 01 01'],
    ['one half', '30 03 02 01 01'],
    ['an empty half', '30 05 02 00 02 01 01'],
    ['a negative half', '30 06 02 01 80 02 01 01'],
    ['a half of 33 bytes', `30 26 02 21 01 ${half('ff')} 02 01 07`],
    ['a half beyond the end', '30 06 02 01 01 02 05 01'],
    ['more behind it', '30 08 02 01 01 02 01 01 05 00'],
  ])('is refused where it is %s', (_, text) => {
    expect(() => rawSignature(hex(text))).toThrow('not an ECDSA signature of P-256');
  });
});
