import { calculateJwkThumbprint, compactVerify, flattenedVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { createIssuerKeys } from '../../../src/identity/issuers.ts';
import { signedBytes } from '../../../src/identity/signature.ts';
import { TokenRefused } from '../../../src/identity/token-claims.ts';
import { verifyWorkloadToken } from '../../../src/identity/workload-token.ts';
import { makeKey } from '../../../src/issuer/issuer-key.ts';
import examples from './examples.json' with { type: 'json' };

type Example = { key: string; header: string; payload: string; signature: string };

const keys = new Map(Object.entries(examples.keys));
const keyOf = ({ key }: Example) => keys.get(key) ?? {};
const compact = ({ header, payload, signature }: Example) => `${header}.${payload}.${signature}`;
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'));

/** Of the examples' tokens, those that say who made them name "joe". */
const joe = {
  name: 'joe',
  issuer: 'joe',
  jwksUri: 'https://joe.example.com/jwks',
  audience: ['us'],
  maxLifetime: 3_600,
  singleUse: false,
};
/** In the time of the examples: not what refuses them. */
const now = 1_300_819_000_000;

const published = (...all: object[]) =>
  createIssuerKeys(
    joe,
    async () => ({ keys: all }),
    () => now,
  );

async function refusalOf(token: string, ...all: object[]): Promise<string> {
  const issuers = new Map([['joe', { config: joe, keys: published(...all) }]]);
  const error: unknown = await verifyWorkloadToken(token, issuers, now).catch((fault) => fault);
  return error instanceof TokenRefused ? error.message : `no refusal: ${String(error)}`;
}

/** One bit of the first byte is another one. */
function altered(text: string): string {
  const changed = bytes(text);
  changed[0] = (changed[0] ?? 0) ^ 1;
  return Buffer.from(changed).toString('base64url');
}

describe.each(examples.signed)('$name', (example) => {
  it('verifies, by the library and by us', async () => {
    const { alg } = JSON.parse(Buffer.from(example.header, 'base64url').toString());
    const key = await importJWK(keyOf(example), alg);
    const token = compact(example);
    expect((await compactVerify(token, key)).payload).toEqual(bytes(example.payload));
    const signed = await signedBytes(token, published(keyOf(example)));
    expect(signed).toEqual(bytes(example.payload));
  });

  it.each(['header', 'payload', 'signature'] as const)('does not with another %s', async (part) => {
    const token = compact({ ...example, [part]: altered(example[part]) });
    await expect(signedBytes(token, published(keyOf(example)))).rejects.toThrow(Error);
  });

  it('proves nobody: it does not say who came, for whom and since when', async () => {
    expect(await refusalOf(compact(example), keyOf(example))).toContain(example.refused);
  });
});

describe.each(examples.shared)('$name', (example) => {
  it('verifies with the shared secret, by the library', async () => {
    const { payload } = await compactVerify(
      compact(example),
      await importJWK(keyOf(example), 'HS256'),
    );
    expect(payload).toEqual(bytes(example.payload));
  });

  it('is no proof: whoever can verify could have made it', async () => {
    const token = compact(example);
    await expect(signedBytes(token, published(keyOf(example)))).rejects.toThrow(
      '"alg" (Algorithm) Header Parameter value not allowed',
    );
    const [other] = examples.signed;
    expect(await refusalOf(token, other ? keyOf(other) : {})).not.toContain('no refusal');
  });
});

it('a detached payload (RFC 7515, F; RFC 7520, 4.5) is none', async () => {
  for (const example of [...examples.shared, ...examples.signed]) {
    const token = compact({ ...example, payload: '' });
    expect(await refusalOf(token, keyOf(example))).toContain('neither an API key nor');
  }
});

it('a payload that is not encoded (RFC 7797, 4.2) is none', async () => {
  const { header, payload, signature } = examples.unencoded;
  const key = await importJWK(keyOf(examples.unencoded), 'HS256');
  const told = await flattenedVerify({ protected: header, payload, signature }, key);
  expect(Buffer.from(told.payload).toString()).toBe('$.02');
  for (const inside of [payload, '', Buffer.from(payload).toString('base64url')]) {
    const token = compact({ ...examples.unencoded, payload: inside });
    expect(await refusalOf(token, keyOf(examples.unencoded))).toContain('neither an API key nor');
    await expect(signedBytes(token, published(keyOf(examples.unencoded)))).rejects.toThrow(
      inside === '' || inside === payload ? 'neither an API key nor' : '"crit"',
    );
  }
});

const [rs256, es256] = examples.signed;

const part = ({ header, signature }: Example, kid: string) => ({
  protected: header,
  header: { kid },
  signature,
});

it('an unsecured one (RFC 7515, A.5) is none', async () => {
  const token = `eyJhbGciOiJub25lIn0.${rs256?.payload}.`;
  expect(await refusalOf(token)).toContain('neither an API key nor');
});

it('the JSON serialization (RFC 7515, A.6 and A.7) is none', async () => {
  if (!rs256 || !es256) throw new Error('the examples are gone');
  const [one, two] = [
    part(rs256, '2010-12-29'),
    part(es256, 'e9bc097a-ce51-4036-9562-d2ade882db0d'),
  ];
  const key = await importJWK(keyOf(es256), 'ES256');
  const flattened = { payload: es256.payload, ...two };
  expect((await flattenedVerify(flattened, key)).payload).toEqual(bytes(es256.payload));
  for (const token of [flattened, { payload: es256.payload, signatures: [one, two] }]) {
    const refusal = await refusalOf(JSON.stringify(token), keyOf(rs256), keyOf(es256));
    expect(refusal).toContain('neither an API key nor');
  }
});

it.each(examples.thumbprints)('$name: the thumbprint of a key', async ({ key, thumbprint }) => {
  expect(await calculateJwkThumbprint(key)).toBe(thumbprint);
});

it.each(['RS256', 'ES256'] as const)('a key that we sign with (%s) is named by it', async (alg) => {
  const { kid, jwk } = makeKey(alg, 0);
  expect(kid).toBe(await calculateJwkThumbprint(jwk));
});
