import { createPrivateKey } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { ephemeralKey, keyOf } from '../../src/cli/ephemeral-key.ts';
import { contentKey, openJwe } from '../../src/cli/open-jwe.ts';

const sealed = async (text: string, to: object, more: object = {}) =>
  new CompactEncrypt(Buffer.from(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', target: 'npm', ...more })
    .encrypt(await importJWK(to, 'ECDH-ES'));

describe('a secret in a JWE', () => {
  it('is read with the key that it was asked for with, as another library wrote it', async () => {
    const key = ephemeralKey();
    expect(openJwe(await sealed('hunter2 ✓', key.publicKey), key)).toBe('hunter2 ✓');
  });

  it('is derived as RFC 7518 shows it, in appendix C', () => {
    const bob = keyOf(
      createPrivateKey({
        format: 'jwk',
        key: {
          kty: 'EC',
          crv: 'P-256',
          x: 'weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ',
          y: 'e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck',
          d: 'VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw',
        },
      }),
    );
    const secret = bob.agree({
      x: 'gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0',
      y: 'SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps',
    });
    const said = { enc: 'A128GCM', apu: 'QWxpY2U', apv: 'Qm9i' };
    expect(contentKey(secret, said, 128).toString('base64url')).toBe('VqqN6vgjbSBcIijNcacQGg');
  });

  it.each<[string, (jwe: string[]) => string[]]>([
    ['another key', (jwe) => jwe],
    [
      'a changed text',
      ([head = '', ...more]) => [head, ...more.slice(0, 2), 'AAAA', more[3] ?? ''],
    ],
    ['a cut tag', (jwe) => [...jwe.slice(0, 4), (jwe[4] ?? '').slice(0, 8)]],
    ['another form', (jwe) => jwe.slice(0, 3)],
    ['nothing', () => []],
  ])('is not read with %s', async (what, change) => {
    const key = ephemeralKey();
    const jwe = change((await sealed('hunter2', key.publicKey)).split('.')).join('.');
    const reader = what === 'another key' ? ephemeralKey() : key;
    expect(() => openJwe(jwe, reader)).toThrow('does not open with the key');
  });

  it('is not read where it does not fit a variable', async () => {
    const key = ephemeralKey();
    const jwe = await sealed('a\0b', key.publicKey);
    expect(() => openJwe(jwe, key)).toThrow('does not open');
  });
});
