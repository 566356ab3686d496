import { ec, ecSigner, macSigner, rsaSigner, seeded, type Signer } from './keys.ts';

/** What the proof of a token says; `signature` where the signature holds, and nobody is proved. */
export type Refusal = {
  code: 'unauthenticated' | 'unavailable';
  says: string;
  signature?: 'holds';
};
export type Vector = {
  about: string;
  token: string;
  /** What the issuer publishes. */
  keys: object[];
  verdict: 'proves' | Refusal;
};

/** Of the claims of a genuine token, so that the flaw alone is what refuses it. */
export type MakeVectors = (claims: string) => Vector[];

export type WycheproofClass = {
  /** How its vectors are made. */
  made: string;
  /** Why what is valid there is refused here: by its signature or key, or for what it says. */
  differs?: { at: 'signature' | 'claims'; why: string };
  vectors: (claims: string) => Vector[] | Promise<Vector[]>;
};
export type Classes = { [name: string]: WycheproofClass };

const refusal = (says: string): Refusal => ({ code: 'unauthenticated', says });
export const noToken = refusal('neither an API key nor a signed token');
export const unsigned = refusal('signature verification failed');
export const noKey = refusal('no applicable key found');
export const badKey = refusal('does not verify as one of issuer');
export const notAllowed = refusal('"alg" (Algorithm) Header Parameter value not allowed');
export const noHeader = refusal('does not say who makes it');
/** The signature holds, and what it is of is no set of claims. */
export const noClaims: Refusal = { ...noToken, signature: 'holds' };
export const secretSet: Refusal = { code: 'unavailable', says: 'could not be read' };

export const why = {
  mac: 'HS* and symmetric keys are refused: whoever can verify could sign.',
  noClaims: 'The signature holds; what is no set of claims proves nobody.',
};

export const rs256 = rsaSigner('RS256');
export const es256 = ecSigner(ec);
const secret = seeded('secret', 32);
export const hs256 = macSigner('HS256', secret);

export const encode = (part: object | string | Uint8Array) =>
  Buffer.from(
    typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part),
  ).toString('base64url');

const kidOf = ({ jwk }: Signer) => ('kid' in jwk ? jwk.kid : undefined);

/** Of parts as they are written, even if they are no base64url. */
export function seal(header: string, payload: string, by: Pick<Signer, 'sign'>): string {
  const input = `${header}.${payload}`;
  return `${input}.${by.sign(Buffer.from(input)).toString('base64url')}`;
}

export const headerOf = (by: Signer, more: object = {}) => ({
  alg: by.alg,
  kid: kidOf(by),
  ...more,
});

/** A token without a flaw, if its payload is one. */
export function genuine(by: Signer, payload: string | Uint8Array, header: object = {}): string {
  return seal(encode(headerOf(by, header)), encode(payload), by);
}

export function vector(
  about: string,
  token: string,
  by: Signer,
  verdict: Vector['verdict'],
): Vector {
  return { about, token, keys: [by.jwk], verdict };
}

export type Parts = [header: string, payload: string, signature: string];

export function partsOf(token: string): Parts {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
}

/** The same flaw in tokens by RSA, ECDSA and HMAC; the last one is refused for its algorithm, if it is a token at all. */
export function flawed(
  flaw: (parts: Parts, claims: string) => string,
  verdict: Refusal,
): MakeVectors {
  return (claims) =>
    [rs256, es256, hs256].map((by) => {
      const token = flaw(partsOf(genuine(by, claims)), claims);
      const isMac = by === hs256 && ![noToken, noHeader].includes(verdict);
      return vector(by.alg, token, by, isMac ? notAllowed : verdict);
    });
}

/** One bit of one byte is another one; from the end where `at` is negative. */
export function flip(bytes: Uint8Array, at: number, bit = 1): Buffer {
  const changed = Buffer.from(bytes);
  const index = at < 0 ? changed.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ bit;
  return changed;
}
