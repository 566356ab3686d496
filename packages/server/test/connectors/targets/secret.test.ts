import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import type { CredentialKey, SecretAccess } from '@countersign/core/wire/credential-types';
import { newSealKey, seal } from '../../../src/connectors/targets/seal.ts';
import { secretTarget } from '../../../src/connectors/targets/secret.ts';

const key = newSealKey();
const secret = 'correct horse';
const sealed = await seal(key, 'npm-token', Buffer.from(secret));

function target(more: { name?: string; key?: Uint8Array; sealed?: string } = {}) {
  return secretTarget({ name: 'npm-token', serves: () => true, sealed, env: 'T', key, ...more });
}

const opening = { id: 'crd_1', grant: 'grt_1', request: 'req_1', closesAt: 0 };

async function aKey(crv: string) {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv, extractable: true });
  return { jwk: (await exportJWK(publicKey)) as CredentialKey, privateKey };
}

describe('a sealed secret', () => {
  it('shows nothing of what it is, and is another each time', async () => {
    expect(sealed).not.toContain(Buffer.from(secret).toString('base64url'));
    expect(await seal(key, 'npm-token', Buffer.from(secret))).not.toBe(sealed);
  });

  it.each(['X25519', 'P-256'])('is read by the holder of the key of %s alone', async (crv) => {
    const { jwk, privateKey } = await aKey(crv);
    const access = (await target().open({ ...opening, publicKey: jwk })) as SecretAccess;
    const { plaintext, protectedHeader } = await compactDecrypt(access.jwe, privateKey);
    expect(Buffer.from(plaintext).toString()).toBe(secret);
    expect(protectedHeader).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      target: 'npm-token',
      credential: 'crd_1',
    });
    const other = await aKey(crv);
    await expect(compactDecrypt(access.jwe, other.privateKey)).rejects.toThrow('decryption');
  });

  it('does not open for another target, under another key, or damaged', async () => {
    const { jwk } = await aKey('X25519');
    const open = (more: Parameters<typeof target>[0]) =>
      target(more).open({ ...opening, publicKey: jwk });
    await expect(open({ name: 'other' })).rejects.toThrow('sealed for another target');
    await expect(open({ key: newSealKey() })).rejects.toThrow('sealed under another key');
    // Not the last letter, of which some bits say nothing.
    const [before, letter, after] = [sealed.slice(0, -9), sealed.at(-9), sealed.slice(-8)];
    const damaged = `${before}${letter === 'A' ? 'B' : 'A'}${after}`;
    await expect(open({ sealed: damaged })).rejects.toThrow('damaged');
    await expect(open({ sealed: 'plain' })).rejects.toThrow('damaged');
  });

  it.each([
    ['none', undefined],
    ['a line of SSH', 'ssh-ed25519 AAAA'],
    ['a key for signatures', { kty: 'OKP', crv: 'Ed25519', x: 'AA' }],
    ['another curve', { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }],
    ['a point that is none', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
    ['half a key', { kty: 'OKP', crv: 'X25519', x: 'AA' }],
  ])('is encrypted to no key that is %s', async (_, publicKey) => {
    expect(await target().keyFault(publicKey)).toContain('JWK of X25519 or P-256');
  });
});
