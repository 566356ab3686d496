import { base64url, SignJWT, UnsecuredJWT } from 'jose';
import type { Now } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Forgery } from './forgery.ts';
import { type KeyRing, makeKey, type SigningKey } from './keys.ts';
import { merge } from './merge.ts';

const lifetimeSeconds = 3600;
/** A token serves many activities, as the service's own do. */
const reuseMs = 10 * 60_000;

interface Parts {
  issuer: string;
  appId: string;
  keys: KeyRing;
  entraKey: SigningKey;
  now: Now;
}

/**
 * Signs as the Bot Framework does towards a bot, or wrongly in a single respect.
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export class Signer {
  readonly #parts: Parts;
  #last: { kid: string; serviceUrl: string; at: number; header: string } | undefined;
  #unknown: Promise<SigningKey> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The `Authorization` header of an activity; undefined where it is to have none. */
  async authorization(serviceUrl: string, forgery: Forgery = {}): Promise<string | undefined> {
    if (forgery.authorization !== undefined) return forgery.authorization || undefined;
    const { claims, alg, key, kid, tamper } = forgery;
    const genuine = [claims, alg, key, kid, tamper].every((knob) => knob === undefined);
    return genuine
      ? this.#genuine(serviceUrl)
      : `Bearer ${await this.#forged(serviceUrl, forgery)}`;
  }

  async #genuine(serviceUrl: string): Promise<string> {
    const at = this.#parts.now();
    const { current } = this.#parts.keys;
    const last = this.#last;
    const fresh = last !== undefined && at >= last.at && at - last.at < reuseMs;
    if (fresh && last.kid === current.kid && last.serviceUrl === serviceUrl) return last.header;
    const header = `Bearer ${await signed(this.#claims(serviceUrl), current)}`;
    this.#last = { kid: current.kid, serviceUrl, at, header };
    return header;
  }

  #claims(serviceurl: string): JsonObject {
    const seconds = Math.floor(this.#parts.now() / 1000);
    const times = { nbf: seconds, exp: seconds + lifetimeSeconds };
    return { serviceurl, ...times, iss: this.#parts.issuer, aud: this.#parts.appId };
  }

  async #forged(serviceUrl: string, forgery: Forgery): Promise<string> {
    const claims = merge(this.#claims(serviceUrl), forgery.claims ?? {});
    if (forgery.alg === 'none') return new UnsecuredJWT(claims).encode();
    const token = await signed(claims, await this.#key(forgery.key), forgery);
    return forgery.tamper ? tampered(token) : token;
  }

  async #key(which: Forgery['key']): Promise<SigningKey> {
    const { keys, entraKey } = this.#parts;
    if (which === 'entra') return entraKey;
    if (which === 'unendorsed') return keys.unendorsed;
    if (which === 'unknown') return (this.#unknown ??= makeKey(['msteams']));
    if (which === undefined) return keys.current;
    if (keys.retired !== undefined) return keys.retired;
    throw new Error('No key was retired yet: call keys.rotate() and keys.dropEarlier() first.');
  }
}

async function signed(claims: JsonObject, key: SigningKey, forgery: Forgery = {}): Promise<string> {
  const { alg = 'RS256', kid = key.kid } = forgery;
  const named = kid === null ? {} : { kid, x5t: kid };
  const jwt = new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg, ...named });
  // The public key as a shared secret: what a verifier falls for that trusts the header's `alg`.
  if (alg === 'HS256') return jwt.sign(key.publicKey.export({ type: 'spki', format: 'der' }));
  return jwt.sign(key.privateKey);
}

function tampered(token: string): string {
  const [header, body = '', signature] = token.split('.');
  const claims = JSON.parse(new TextDecoder().decode(base64url.decode(body))) as JsonObject;
  const changed = base64url.encode(JSON.stringify({ ...claims, tampered: true }));
  return `${header}.${changed}.${signature}`;
}
