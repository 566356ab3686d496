import { toBase64 } from '../log/bytes.ts';
import type { SshPublicKey } from './public-key.ts';
import { concat, string, uint32, uint64 } from './wire.ts';

/** A certificate for a user, version 01 (OpenSSH, PROTOCOL.certkeys). */
export type CertificateContent = {
  key: SshPublicKey;
  /** At least 16 random bytes, so that nobody chooses all of what the CA signs. */
  nonce: Uint8Array;
  serial: bigint;
  keyId: string;
  principals: readonly string[];
  /** Seconds since the epoch; valid from the first to just before the second. */
  validAfter: number;
  validBefore: number;
  criticalOptions: { readonly [name: string]: string };
  /** Names alone: those that OpenSSH knows have no value. */
  extensions: readonly string[];
  /** The CA's own key, as a blob. */
  ca: Uint8Array;
};

const USER = 1;

/** What the CA signs. An empty list of principals would be valid for all: it is refused. */
export function certificateBody(content: CertificateContent): Uint8Array {
  const { key, principals, validAfter, validBefore } = content;
  if (principals.length === 0) throw new RangeError('A certificate names its principals.');
  if (validBefore <= validAfter) throw new RangeError('A certificate ends after it begins.');
  return concat(
    string(certificateType(key)),
    string(content.nonce),
    key.fields,
    uint64(content.serial),
    uint32(USER),
    string(content.keyId),
    string(concat(...principals.map(string))),
    uint64(BigInt(validAfter)),
    uint64(BigInt(validBefore)),
    string(options(content.criticalOptions)),
    string(options(Object.fromEntries(content.extensions.map((name) => [name, null])))),
    string(''),
    string(content.ca),
  );
}

/** One line, as of a file `id-cert.pub`. `signature` is of Ed25519, over {@link certificateBody}. */
export function certificateLine(
  { key, keyId }: Pick<CertificateContent, 'key' | 'keyId'>,
  body: Uint8Array,
  signature: Uint8Array,
): string {
  const signed = concat(body, string(concat(string('ssh-ed25519'), string(signature))));
  return `${certificateType(key)} ${toBase64(signed)} ${keyId.replaceAll(/[^\x21-\x7e]/gu, '_')}`;
}

function certificateType({ type }: SshPublicKey): string {
  return `${type}-cert-v01@openssh.com`;
}

/** In the order of their names, each at most once. */
function options(values: { readonly [name: string]: string | null }): Uint8Array {
  return concat(
    ...Object.keys(values)
      .toSorted()
      .map((name) => {
        const value = values[name] ?? null;
        return concat(string(name), string(value === null ? '' : string(value)));
      }),
  );
}
