import { JsonFault, readJson } from '@countersign/core/json/read';
import type { Claims } from './claims.ts';
import type { IssuerConfig } from './config.ts';

/** The message is for whoever sent the token. */
export class TokenRefused extends Error {}

export type CheckedClaims = { claims: Claims; subject: string; expiresAt: number };

/** Clocks may differ by this much, in seconds. */
const skew = 60;

/**
 * Judges the claims of a token whose signature holds (RFC 7519 section 4.1, RFC 8725): all five are
 * there, it lives no longer than its issuer may give, it is for us alone. `now` is in milliseconds,
 * `expiresAt` too. Throws {@link TokenRefused}.
 */
export function checkClaims(payload: Uint8Array, issuer: IssuerConfig, now: number): CheckedClaims {
  const claims = readClaims(payload);
  if (claims['iss'] !== issuer.issuer) {
    throw new TokenRefused('The token names another issuer than the one that signed it.');
  }
  const subject = claims['sub'];
  if (typeof subject !== 'string' || subject === '') {
    throw new TokenRefused('The token has no subject ("sub").');
  }
  checkAudience(claims, issuer);
  return { claims, subject, expiresAt: checkTimes(claims, issuer, now / 1_000) * 1_000 };
}

/** JSON readers differ in which of two equal keys counts (RFC 8259 section 4): two readers, two tokens. */
export function readClaims(payload: Uint8Array): Claims {
  let value: unknown;
  try {
    value = readJson(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (error) {
    const why = error instanceof JsonFault ? ` ${error.message}` : '';
    throw new TokenRefused(`What the token says is not clear.${why}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Claims;
  throw new TokenRefused('What the token says is no set of claims.');
}

/** Seconds. Returns when it ends. */
function checkTimes({ exp, iat, nbf }: Claims, { maxLifetime }: IssuerConfig, now: number): number {
  if (!isTime(exp)) throw new TokenRefused('The token has no end ("exp").');
  if (!isTime(iat)) throw new TokenRefused('The token does not say when it was issued ("iat").');
  if (exp <= iat || (nbf !== undefined && !isTime(nbf))) {
    throw new TokenRefused('The times of the token make no sense.');
  }
  if (exp - iat > maxLifetime) {
    throw new TokenRefused(
      `The token lives for ${exp - iat} s, and its issuer may give at most ${maxLifetime} s here (maxLifetime).`,
    );
  }
  if (exp <= now - skew) throw new TokenRefused('The token has expired. Ask for a new one.');
  if (iat > now + skew || (nbf !== undefined && nbf > now + skew)) {
    throw new TokenRefused('The token is of a time to come. Check the clock of its issuer.');
  }
  return exp;
}

function isTime(value: unknown): value is number {
  return Number.isFinite(value);
}

/** A token that is also for others could have been passed on by them. */
function checkAudience({ aud }: Claims, { audience }: IssuerConfig): void {
  const audiences = aud === undefined ? [] : [aud].flat();
  if (audiences.length === 0) throw new TokenRefused('The token is for nobody ("aud").');
  if (audiences.every((one) => typeof one === 'string' && audience.includes(one))) return;
  throw new TokenRefused(
    'The token has an audience that is not ours. Ask for one that is for this service alone.',
  );
}
