import { fromBase64 } from '../log/bytes.ts';
import { Reader } from './wire.ts';

/** A public key as OpenSSH writes it: its type, and all of its blob. */
export type SshPublicKey = {
  type: string;
  /** The blob without the leading type: what a certificate repeats of the key. */
  fields: Uint8Array;
  blob: Uint8Array;
};

export type SshKeyResult = { ok: true; key: SshPublicKey } | { ok: false; message: string };

/** Longer moduli cost whoever verifies them; OpenSSH takes none above this. */
const RSA_BITS = { least: 3_072, most: 16_384 };
/** Bytes of an uncompressed point, by curve. */
const POINTS: { readonly [curve: string]: number } = { nistp256: 65, nistp384: 97, nistp521: 133 };

const WANTED =
  'Send one line of a .pub file: ssh-ed25519, ecdsa-sha2-nistp256/384/521, or ssh-rsa.';

/** `ssh-ed25519 AAAA… comment`. The comment is dropped; options before the type are refused. */
export function parseSshPublicKey(line: string): SshKeyResult {
  const [, type = '', base64 = ''] =
    /^([a-z0-9@.-]+) ([A-Za-z0-9+/=]+)(?: [^\r\n]*)?\n?$/u.exec(line) ?? [];
  const blob = fromBase64(base64);
  if (blob === undefined || type === '') return no(`This is no public key of SSH. ${WANTED}`);
  try {
    return read(type, blob);
  } catch (error) {
    if (error instanceof RangeError) return no(`The public key is cut off. ${WANTED}`);
    throw error;
  }
}

function read(type: string, blob: Uint8Array): SshKeyResult {
  const reader = new Reader(blob);
  if (reader.text() !== type)
    return no(`The public key is of another type than it says. ${WANTED}`);
  const fault = faultOf(type, reader);
  if (fault !== undefined) return no(fault);
  if (!reader.isDone) return no(`Bytes follow the public key. ${WANTED}`);
  return { ok: true, key: { type, fields: blob.slice(4 + type.length), blob } };
}

function faultOf(type: string, reader: Reader): string | undefined {
  if (type === 'ssh-ed25519') {
    return reader.string().length === 32 ? undefined : 'An Ed25519 key has 32 bytes.';
  }
  if (type === 'ssh-rsa') return rsaFault(reader.string(), reader.string());
  const curve = /^ecdsa-sha2-(nistp\d+)$/u.exec(type)?.[1] ?? '';
  const length = Object.hasOwn(POINTS, curve) ? POINTS[curve] : undefined;
  if (length === undefined) return `Keys of the type ${type} are not signed. ${WANTED}`;
  const isSame = reader.text() === curve;
  const point = reader.string();
  return isSame && point.length === length && point[0] === 4
    ? undefined
    : `The point is not one of ${curve}.`;
}

function rsaFault(exponent: Uint8Array, modulus: Uint8Array): string | undefined {
  const e = integer(exponent);
  if (e < 65_537n || e % 2n === 0n) return 'The exponent of an RSA key is odd and at least 65537.';
  const n = integer(modulus);
  const bits = n.toString(2).length;
  if (bits >= RSA_BITS.least && bits <= RSA_BITS.most && n % 2n === 1n) return undefined;
  return `An RSA key has ${RSA_BITS.least} to ${RSA_BITS.most} bits, this one has ${bits}. Make another: ssh-keygen -t ed25519.`;
}

/** A non-negative mpint; what is negative or padded counts as 0, which no key may be. */
function integer(bytes: Uint8Array): bigint {
  const [first = 0x80, second = 0] = bytes;
  if (first >= 0x80 || (first === 0 && second < 0x80)) return 0n;
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function no(message: string): SshKeyResult {
  return { ok: false, message };
}
