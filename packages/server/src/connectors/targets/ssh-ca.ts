import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { Reader, concat, string } from '@countersign/core/ssh/wire';

/** What signs certificates: Ed25519. */
export type SshCa = {
  /** As a blob of SSH. */
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
};

/**
 * An Ed25519 key as `ssh-keygen -t ed25519` or `openssl genpkey -algorithm ed25519` writes it, without a
 * passphrase. Throws an Error whose message says what to do.
 */
export function readSshCa(pem: string): SshCa {
  const key = pem.includes('BEGIN OPENSSH PRIVATE KEY') ? ofOpenSsh(pem) : ofPkcs8(pem);
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`The key of the CA ${WANTED}`);
  const { x = '' } = key.export({ format: 'jwk' });
  return {
    publicKey: concat(string('ssh-ed25519'), string(Buffer.from(x, 'base64url'))),
    sign: (bytes) => sign(null, bytes, key),
  };
}

const WANTED =
  'has to be an Ed25519 key without a passphrase. Make one: ssh-keygen -t ed25519 -N "" -f ssh-ca';

function ofPkcs8(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** OpenSSH, PROTOCOL.key: Node reads all forms but this one. */
function ofOpenSsh(pem: string): KeyObject | null {
  const body = pem.replaceAll(/-----[A-Z ]+-----|\s/gu, '');
  try {
    const reader = new Reader(Buffer.from(body, 'base64'));
    reader.take('openssh-key-v1\0'.length);
    const cipher = reader.text();
    reader.string();
    reader.string();
    if (cipher !== 'none' || reader.uint32() !== 1) return null;
    reader.string();
    return ofSecret(new Reader(reader.string()));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function ofSecret(reader: Reader): KeyObject | null {
  const isWhole = reader.uint32() === reader.uint32();
  if (!isWhole || reader.text() !== 'ssh-ed25519') return null;
  const x = Buffer.from(reader.string()).toString('base64url');
  const d = Buffer.from(reader.string().subarray(0, 32)).toString('base64url');
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x, d } });
}
