import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { fromBase64, toBase64 } from '../../src/log/bytes.ts';
import { parseSshPublicKey } from '../../src/ssh/public-key.ts';
import { concat, string } from '../../src/ssh/wire.ts';
import vectors from './vectors/ssh-keygen.json' with { type: 'json' };

const ed25519 = vectors.certificates[0]?.publicKey ?? '';
const blob = fromBase64(ed25519.split(' ')[1] ?? '') ?? new Uint8Array();
const line = (type: string, bytes: Uint8Array) => `${type} ${toBase64(bytes)}`;
const odd = Uint8Array.from({ length: 385 }, (_, at) => (at === 0 ? 0 : 0xff));
const rsa = (exponent: number[], modulus: Uint8Array) =>
  line('ssh-rsa', concat(string('ssh-rsa'), string(Uint8Array.from(exponent)), string(modulus)));

describe('a public key of SSH', () => {
  it.each(vectors.certificates)('of the kind of $name is read', ({ publicKey }) => {
    expect(parseSshPublicKey(publicKey)).toMatchObject({ ok: true });
  });

  it.each([
    ['a short RSA key', vectors.tooShort, 'this one has 2048'],
    ['an exponent of 3', rsa([3], odd), 'at least 65537'],
    ['an even modulus', rsa([1, 0, 1], Uint8Array.of(...odd.slice(0, -1), 0xfe)), 'RSA key has'],
    ['a negative modulus', rsa([1, 0, 1], odd.slice(1)), 'RSA key has'],
    ['a certificate', vectors.certificates[0]?.certificate ?? '', 'are not signed'],
    ['an older kind', line('ssh-dss', string('ssh-dss')), 'are not signed'],
    ['another type than it says', line('ssh-rsa', blob), 'another type'],
    ['a cut key', line('ssh-ed25519', blob.slice(0, -1)), 'cut off'],
    ['a long key', line('ssh-ed25519', concat(blob, Uint8Array.of(1))), 'Bytes follow'],
    ['options before it', `command="id" ${ed25519}`, 'no public key'],
    ['two lines', `${ed25519}\n${ed25519}`, 'no public key'],
    ['nothing', '', 'no public key'],
  ])('%s is refused', (_, text, message) => {
    const parsed = parseSshPublicKey(text);
    expect(parsed).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256'),
        fc.uint8Array({ maxLength: 80 }),
        (type, bytes) => {
          const text = line(type, concat(string(type), bytes));
          expect(typeof parseSshPublicKey(text).ok).toBe('boolean');
        },
      ),
    );
  });
});
