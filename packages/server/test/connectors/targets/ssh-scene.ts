import { generateKeyPairSync } from 'node:crypto';
import { string, concat } from '@countersign/core/ssh/wire';
import type { CredentialKey, SshAccess } from '@countersign/core/wire/credential-types';
import { readSshCa } from '../../../src/connectors/targets/ssh-ca.ts';
import { sshTarget, type SshTarget } from '../../../src/connectors/targets/ssh.ts';
import type { Opening } from '../../../src/ports/grant-target.ts';

/** A CA as `openssl genpkey -algorithm ed25519` makes it. */
export const caPem = generateKeyPairSync('ed25519').privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const ca = readSshCa(caPem);
export const caLine = `ssh-ed25519 ${Buffer.from(ca.publicKey).toString('base64')}`;

/** A key of a requester, as a line of SSH. */
export function aKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const blob = concat(string('ssh-ed25519'), string(Buffer.from(x, 'base64url')));
  return { privateKey, line: `ssh-ed25519 ${Buffer.from(blob).toString('base64')} bot` };
}

export const now = Date.parse('2026-11-22T12:00:00.000Z');

export function aTarget(more: Partial<SshTarget> = {}) {
  return sshTarget({
    name: 'web-hosts',
    serves: () => true,
    ca,
    principals: ['deploy'],
    sourceAddress: [],
    extensions: [],
    skewMs: 60_000,
    now: () => now,
    ...more,
  });
}

export async function opened(
  opening: Partial<Opening> & { publicKey: CredentialKey },
  more: Partial<SshTarget> = {},
): Promise<SshAccess> {
  const access = await aTarget(more).open({
    id: 'crd_1',
    grant: 'grt_1',
    request: 'req_1',
    closesAt: now + 900_000,
    ...opening,
  });
  return access as SshAccess;
}
