import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SshTarget } from '../../../src/connectors/targets/ssh.ts';
import { judges } from './ssh-judges.ts';
import { aTarget, caLine, opened } from './ssh-scene.ts';

const now = Date.now();
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' });
const jwk = privateKey.export({ format: 'jwk' });
const publicKey = { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' };
const nobody = aTarget().revocations?.([], now) ?? new Uint8Array();
const host = { ca: caLine, principal: 'deploy', revoked: nobody };

async function visitor(more: Partial<SshTarget> = {}, closesAt = now + 900_000, id = 'crd_1') {
  const access = await opened({ id, closesAt, publicKey }, { now: () => now, ...more });
  return { certificate: access.certificate, privateKeyPem };
}

describe.each(judges)('$name', ({ letsIn }) => {
  it('lets in who has a certificate for this door', async () => {
    expect(await letsIn(await visitor(), host)).toBe(true);
  });

  it('lets nobody in whose certificate ended early, and still everybody else', async () => {
    const revoked = aTarget().revocations?.(['crd_1', 'crd_3'], now) ?? nobody;
    expect(await letsIn(await visitor(), { ...host, revoked })).toBe(false);
    const other = await visitor({}, now + 900_000, 'crd_2');
    expect(await letsIn(other, { ...host, revoked })).toBe(true);
  });

  it('lets nobody in whose time is over', async () => {
    const past = now - 60_000;
    const late = await visitor({ now: () => past - 60_000 }, past);
    expect(await letsIn(late, host)).toBe(false);
  });

  it('lets nobody in as somebody else', async () => {
    expect(await letsIn(await visitor({ principals: ['web'] }), host)).toBe(false);
  });
});
