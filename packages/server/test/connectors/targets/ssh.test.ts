import { parseCertificate, parseKey } from 'sshpk';
import { describe, expect, it } from 'vitest';
import { serialOf } from '../../../src/connectors/targets/ssh.ts';
import { aKey, aTarget, caLine, now, opened } from './ssh-scene.ts';

/** A library that shares no code with us reads it, and checks the signature. */
function read(certificate: string) {
  const parsed = parseCertificate(certificate, 'openssh');
  const options = parsed
    .getExtensions()
    .map((one) => ({ name: 'name' in one ? one.name : null, critical: one.critical }));
  return { parsed, options };
}

describe('a certificate, as another library reads it', () => {
  it('is of the requester’s key, signed by the CA, from just before now until the grant ends', async () => {
    const { line } = aKey();
    const { parsed } = read((await opened({ publicKey: line })).certificate);
    expect(parsed.subjectKey.fingerprint('sha256').toString()).toBe(
      parseKey(line, 'ssh').fingerprint('sha256').toString(),
    );
    expect(parsed.isSignedByKey(parseKey(caLine, 'ssh'))).toBe(true);
    expect(parsed.isSignedByKey(parseKey(aKey().line, 'ssh'))).toBe(false);
    expect(parsed.validFrom.getTime()).toBe(now - 60_000);
    expect(parsed.validUntil.getTime()).toBe(now + 900_000);
  });

  it('names its principals, its grant and its request, and may nothing besides', async () => {
    const more = { principals: ['deploy', 'web'] };
    const { parsed, options } = read((await opened({ publicKey: aKey().line }, more)).certificate);
    expect(parsed.subjects.map(({ uid }) => uid)).toEqual(['deploy', 'web']);
    expect(parsed.signatures.openssh).toMatchObject({ keyId: 'grt_1 req_1' });
    expect(options).toEqual([]);
    expect(parsed.serial.readBigUInt64BE()).toBe(serialOf('crd_1'));
  });

  it('is for one command and from some addresses alone, where the target says so', async () => {
    const more = {
      forceCommand: '/usr/bin/deploy',
      sourceAddress: ['10.0.0.0/8', '192.0.2.1'],
      extensions: ['permit-pty'],
    };
    const { options } = read((await opened({ publicKey: aKey().line }, more)).certificate);
    expect(options).toEqual([
      { name: 'force-command', critical: true },
      { name: 'source-address', critical: true },
      { name: 'permit-pty', critical: false },
    ]);
  });
});

describe('a target of SSH', () => {
  it('refuses what is no key, before anything is signed', async () => {
    const target = aTarget();
    expect(await target.keyFault(aKey().line)).toBeNull();
    expect(await target.keyFault(undefined)).toContain('no public key of SSH');
    expect(await target.keyFault({ kty: 'OKP', crv: 'X25519', x: 'AA' })).toContain(
      'no public key',
    );
  });

  it('lists those that ended early by their serials', () => {
    const list = aTarget().revocations?.(['crd_1', 'crd_2'], now) ?? new Uint8Array();
    const bytes = Buffer.from(list);
    expect(bytes.subarray(0, 6).toString()).toBe('SSHKRL');
    for (const id of ['crd_1', 'crd_2']) {
      const serial = Buffer.alloc(8);
      serial.writeBigUInt64BE(serialOf(id));
      expect(bytes.includes(serial)).toBe(true);
    }
  });
});
