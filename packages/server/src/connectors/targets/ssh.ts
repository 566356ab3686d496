import { createHash, randomBytes } from 'node:crypto';
import { certificateBody, certificateLine } from '@countersign/core/ssh/certificate';
import { revocationList } from '@countersign/core/ssh/krl';
import { parseSshPublicKey } from '@countersign/core/ssh/public-key';
import { concat, string } from '@countersign/core/ssh/wire';
import type { CredentialKey } from '@countersign/core/wire/credential-types';
import { TargetFailure, type GrantTarget } from '../../ports/grant-target.ts';
import type { SshCa } from './ssh-ca.ts';

export type SshTarget = {
  name: string;
  serves: GrantTarget['serves'];
  ca: SshCa;
  principals: readonly string[];
  forceCommand?: string | undefined;
  /** Addresses and networks in CIDR notation. */
  sourceAddress: readonly string[];
  extensions: readonly string[];
  /** Clocks of hosts may be so far behind, in milliseconds. */
  skewMs: number;
  now: () => number;
};

/**
 * A certificate over the requester's key, until the grant ends. Nothing runs on a host to end one
 * early: hosts learn of that by the list of {@link GrantTarget.revocations}.
 */
export function sshTarget(target: SshTarget): GrantTarget {
  const { name, serves, ca, principals, forceCommand, sourceAddress, now } = target;
  return {
    name,
    kind: 'ssh',
    serves,
    handsOverOnce: false,
    keyFault: async (publicKey) => {
      const parsed = parseSshPublicKey(lineOf(publicKey));
      return parsed.ok ? null : parsed.message;
    },
    async open({ id, grant, request, closesAt, publicKey }) {
      const parsed = parseSshPublicKey(lineOf(publicKey));
      if (!parsed.ok) throw new TargetFailure(parsed.message);
      const content = {
        key: parsed.key,
        nonce: randomBytes(32),
        serial: serialOf(id),
        keyId: `${grant} ${request}`,
        principals,
        validAfter: Math.floor((now() - target.skewMs) / 1_000),
        validBefore: Math.floor(closesAt / 1_000),
        criticalOptions: {
          ...(forceCommand === undefined ? {} : { 'force-command': forceCommand }),
          ...(sourceAddress.length === 0 ? {} : { 'source-address': sourceAddress.join(',') }),
        },
        extensions: target.extensions,
        ca: ca.publicKey,
      };
      const body = certificateBody(content);
      const certificate = certificateLine(content, body, ca.sign(body));
      return { kind: 'ssh', certificate, principals: [...principals] };
    },
    // By now it is over, or on the list.
    close: async () => undefined,
    revocations: (ids, at) =>
      revocationList({
        version: BigInt(at),
        at: Math.floor(at / 1_000),
        comment: name,
        ca: ca.publicKey,
        serials: ids.map(serialOf),
      }),
  };
}

/** Never 0, which stands for a certificate without one. */
export function serialOf(id: string): bigint {
  return createHash('sha256').update(id).digest().readBigUInt64BE() || 1n;
}

/** A JWK of P-256 is a key of SSH, too: who does not know the kind of a target sends one. */
function lineOf(publicKey: CredentialKey | undefined): string {
  if (typeof publicKey !== 'object') return publicKey ?? '';
  const { crv, x, y = '' } = publicKey;
  if (crv !== 'P-256') return '';
  const [type, curve] = ['ecdsa-sha2-nistp256', 'nistp256'];
  const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const point = concat(Uint8Array.of(4), left, right);
  const blob = concat(string(type), string(curve), string(point));
  return `${type} ${Buffer.from(blob).toString('base64')}`;
}
