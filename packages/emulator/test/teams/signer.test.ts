import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Forgery, TeamsDouble } from '../../src/index.ts';
import { ada, appId, startDouble, startPair } from './support/bot.ts';

async function verify(double: TeamsDouble, forge: Forgery = {}) {
  const metadata = await (await fetch(double.openIdMetadataUrl)).json();
  const header = await double.authorization(double.serviceUrl, forge);
  const token = header?.replace('Bearer ', '') ?? '';
  const keys = createRemoteJWKSet(new URL(String(metadata.jwks_uri)));
  const checks = { issuer: 'https://api.botframework.com', audience: appId, algorithms: ['RS256'] };
  return { token, verified: jwtVerify(token, keys, checks) };
}

describe('an activity’s token', () => {
  it('verifies by the published keys, and tells the service URL', async () => {
    const double = await startDouble();
    const { token, verified } = await verify(double);
    const { payload } = await verified;
    expect(payload['serviceurl']).toBe(double.serviceUrl);
    expect(Number(payload.exp) - Number(payload.nbf)).toBe(3600);
    const { kid } = decodeProtectedHeader(token);
    const { keys } = await (await fetch(`${double.url}/v1/.well-known/keys`)).json();
    expect(keys.find((key: { kid: string }) => key.kid === kid)).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      endorsements: ['msteams'],
    });
  });

  it.each<[string, Forgery, string]>([
    [
      'another issuer',
      { claims: { iss: 'https://sts.windows.net/x/' } },
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
    ],
    ['another audience', { claims: { aud: 'other' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['an end in the past', { claims: { exp: 1 } }, 'ERR_JWT_EXPIRED'],
    [
      'a start in the future',
      { claims: { nbf: 4_102_444_800 } },
      'ERR_JWT_CLAIM_VALIDATION_FAILED',
    ],
    ['no signature at all', { alg: 'none' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['the public key as a secret', { alg: 'HS256' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['another algorithm', { alg: 'PS256' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['a key nobody published', { key: 'unknown' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['Entra’s key', { key: 'entra' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['changed claims', { tamper: true }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['nothing at all', { authorization: '' }, 'ERR_JWS_INVALID'],
  ])('can be forged to have %s', async (_what, forge, code) => {
    const double = await startDouble();
    const { verified } = await verify(double, forge);
    await expect(verified).rejects.toMatchObject({ code });
  });

  it('can lack its service URL, or be signed by a key for another channel', async () => {
    const double = await startDouble();
    const without = await (await verify(double, { claims: { serviceurl: null } })).verified;
    expect(without.payload).not.toHaveProperty('serviceurl');
    const { token, verified } = await verify(double, { key: 'unendorsed' });
    await verified;
    const { keys } = await (await fetch(`${double.url}/v1/.well-known/keys`)).json();
    const { kid } = decodeProtectedHeader(token);
    expect(keys.find((key: { kid: string }) => key.kid === kid).endorsements).not.toContain(
      'msteams',
    );
  });

  it('is signed by a new key after a rotation, while the earlier one stays published', async () => {
    const double = await startDouble();
    const before = await verify(double);
    await double.keys.rotate();
    const after = await verify(double);
    await expect(before.verified).resolves.toBeDefined();
    expect(decodeProtectedHeader(after.token).kid).not.toBe(
      decodeProtectedHeader(before.token).kid,
    );
    await expect(after.verified).resolves.toBeDefined();
    double.keys.dropEarlier();
    const retired = await verify(double, { key: 'retired' });
    await expect(retired.verified).rejects.toBeInstanceOf(errors.JWKSNoMatchingKey);
  });
});

describe('an activity’s body', () => {
  it.each([
    ['tenant', { channelData: { tenant: { id: 'foreign' } } }],
    ['channel', { channelId: 'webchat' }],
    ['service URL', { serviceUrl: 'https://evil.example/' }],
    ['person', { from: { aadObjectId: 'somebody-else' } }],
  ])('can name another %s under a genuine token', async (_what, activity) => {
    const { bot, double } = await startPair();
    await double.say({ person: ada, text: 'list', forge: { activity } });
    expect(bot.received[0]?.activity).toMatchObject(activity);
    const header = await double.authorization();
    expect(bot.received[0]?.headers.authorization).toBe(header);
  });
});
