import { sign as signEd25519, getPublicKey, hashes } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/log/bytes.ts';
import { certificateBody, certificateLine } from '../../src/ssh/certificate.ts';
import { revocationList } from '../../src/ssh/krl.ts';
import { parseSshPublicKey } from '../../src/ssh/public-key.ts';
import { concat, Reader, string } from '../../src/ssh/wire.ts';
import vectors from './vectors/ssh-keygen.json' with { type: 'json' };

hashes.sha512 = sha512;
const seed = hexToBytes(vectors.ca.seed);
const ca = concat(string('ssh-ed25519'), string(getPublicKey(seed)));

describe('what ssh-keygen made is made again, byte by byte', () => {
  it('the key of the CA', () => {
    expect(`ssh-ed25519 ${toBase64(ca)}`).toBe(vectors.ca.publicKey);
  });

  it.each(vectors.certificates)('the certificate of $name', (vector) => {
    const parsed = parseSshPublicKey(vector.publicKey);
    if (!parsed.ok) throw new Error(parsed.message);
    const content = {
      ...vector,
      key: parsed.key,
      criticalOptions: definedOnly(vector.criticalOptions),
      nonce: nonceOf(vector.certificate),
      serial: BigInt(vector.serial),
      ca,
    };
    const body = certificateBody(content);
    const line = certificateLine(content, body, signEd25519(body, seed));
    expect(line.split(' ').slice(0, 2).join(' ')).toBe(vector.certificate);
  });

  it('the list of revoked certificates', () => {
    const { version, at, comment, serials, bytes } = vectors.krl;
    const list = revocationList({
      version: BigInt(version),
      at,
      comment,
      ca,
      serials: serials.map(BigInt),
    });
    expect(toBase64(list)).toBe(bytes);
  });
});

/** The one random part, right behind the type. */
function nonceOf(certificate: string): Uint8Array {
  const reader = new Reader(fromBase64(certificate.split(' ')[1] ?? '') ?? new Uint8Array());
  reader.string();
  return reader.string();
}

function definedOnly(options: { [name: string]: string | undefined }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
