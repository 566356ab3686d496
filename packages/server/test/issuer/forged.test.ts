import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createIssuer } from '../../src/issuer/issuer.ts';
import { openKeys } from '../../src/issuer/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const URL = 'https://approve.example';
const keys = openKeys({
  source: { file: join(folder, 'issuer-keys.json') },
  algorithm: 'ES256',
  timing: { leadMs: 1, retireMs: 1, rotateMs: 1e12 },
  now: Date.now,
  mayRotate: true,
});
const issuer = createIssuer({ keys, url: () => URL, ownNames: [], cacheSeconds: 60 });
const claims = { iss: URL, jti: 'grant_1', aud: 'aws' };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const { kid } = keys.signing();
const token = await issuer.sign(claims);
const [header = '', body = '', signature = ''] = token.split('.');

/** Signed by the real key, whatever the header says. */
function signed(head: object, payload: unknown = claims): string {
  const input = `${encode(head)}.${encode(payload)}`;
  const key = { key: keys.signing().privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** With our public key for a secret. */
function hmac(input: string): string {
  return createHmac('sha256', keys.signing().publicKey.export({ type: 'spki', format: 'pem' }))
    .update(input)
    .digest('base64url');
}

describe('a token', () => {
  it('is known again by its signature', () => {
    expect(issuer.read(token)).toEqual({ ...claims, aud: ['aws'] });
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid,
      typ: 'at+jwt',
    });
  });

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const good = { alg: 'ES256', kid, typ: 'at+jwt' };
  it.each([
    ['is empty', ''],
    ['has no signature', `${header}.${body}.`],
    ['says that it needs none', `${encode({ ...good, alg: 'none' })}.${body}.`],
    ['has other claims', `${header}.${encode({ ...claims, jti: 'grant_2' })}.${signature}`],
    ['has a signature of zeros', `${header}.${body}.${Buffer.alloc(64).toString('base64url')}`],
    [
      'is signed by a stranger',
      `${header}.${body}.${sign('sha256', Buffer.from(`${header}.${body}`), stranger).toString('base64url')}`,
    ],
    [
      'takes our public key for a secret',
      `${encode({ ...good, alg: 'HS256' })}.${body}.${hmac(`${encode({ ...good, alg: 'HS256' })}.${body}`)}`,
    ],
    ['names another key', signed({ ...good, kid: 'other' })],
    ['names another algorithm', signed({ ...good, alg: 'RS256' })],
    ['is of another type', signed({ ...good, typ: 'JWT' })],
    ['has a header that must be understood', signed({ ...good, crit: ['b64'], b64: false })],
    ['is of another issuer', signed(good, { ...claims, iss: 'https://other.example' })],
    ['has no id', signed(good, { iss: URL })],
    ['is no object', signed(good, [claims])],
    ['is very long', `${header}.${'a'.repeat(30_000)}.${signature}`],
  ])('is none where it %s', (_, text) => {
    expect(issuer.read(text)).toBeNull();
  });
});
