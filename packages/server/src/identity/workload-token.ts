import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { JOSEError, JWTExpired } from 'jose/errors';
import { JsonFault, readJson } from '@countersign/core/json/read';
import type { Claims } from './claims.ts';
import type { IssuerConfig } from './config.ts';
import { IssuerUnreachable } from './issuers.ts';
import { algorithms } from './signing-keys.ts';

/** An issuer of the allow-list, with its keys. */
export type Issuer = { config: IssuerConfig; keys: JWTVerifyGetKey };

export type WorkloadToken = {
  issuer: IssuerConfig;
  claims: Claims;
  subject: string;
  expiresAt: number;
};

/** The message is for whoever sent the token. */
export class TokenRefused extends Error {}

/** Clocks may differ by this much, in seconds. */
const skew = 60;
const longest = 16_384;

/**
 * The claims of a token (RFC 7519, RFC 8725) that one of the configured issuers signed for us, a short while ago.
 * `now` is in milliseconds, `expiresAt` too. Throws {@link TokenRefused} or {@link IssuerUnreachable}.
 */
export async function verifyWorkloadToken(
  token: string,
  issuers: Issuer[],
  now: number,
): Promise<WorkloadToken> {
  const issuer = issuerOf(token, issuers);
  const claims = await signedClaims(token, issuer, now);
  refuseAmbiguity(token);
  const expires = lifetime(claims, issuer.config);
  checkAudience(claims, issuer.config);
  return { issuer: issuer.config, claims, subject: subjectOf(claims), expiresAt: expires * 1_000 };
}

/** The claimed issuer only picks from the list: no address of the token is ever fetched. */
function issuerOf(token: string, issuers: Issuer[]): Issuer {
  if (token.length > longest) throw new TokenRefused('The token is longer than 16 KB.');
  const claimed = unverified(() => decodeJwt(token).iss);
  const issuer = issuers.find(({ config }) => config.issuer === claimed);
  if (issuer) return issuer;
  throw new TokenRefused(
    'The token is from an issuer that is not trusted here. An operator can add it under issuers.',
  );
}

async function signedClaims(token: string, { config, keys }: Issuer, now: number): Promise<Claims> {
  const { typ } = unverified(() => decodeProtectedHeader(token));
  if (typ !== undefined && !/^(?:application\/)?(?:jwt|jose)$/iu.test(typ)) {
    throw new TokenRefused(
      'The "typ" of the token is that of another kind of token. Send a workload identity token.',
    );
  }
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer: config.issuer,
      audience: config.audience,
      requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      maxTokenAge: config.maxLifetime,
      clockTolerance: skew,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    throw refusal(error, config);
  }
}

function refusal(error: unknown, { name }: IssuerConfig): unknown {
  if (error instanceof IssuerUnreachable) return error;
  if (error instanceof JWTExpired)
    return new TokenRefused('The token has expired. Ask for a new one.');
  // jose's own sentences name the claim that failed; anything else stays inside.
  const why = error instanceof JOSEError ? `: ${error.message}` : '';
  return new TokenRefused(`The token does not verify as one of issuer "${name}"${why}.`);
}

/** JSON readers differ in which of two equal keys counts (RFC 8259 section 4): two readers, two tokens. */
function refuseAmbiguity(token: string): void {
  for (const part of token.split('.').slice(0, 2)) {
    try {
      readJson(Buffer.from(part, 'base64url').toString());
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      throw new TokenRefused(`What the token says is not clear. ${error.message}`);
    }
  }
}

function lifetime(claims: Claims, { maxLifetime }: IssuerConfig): number {
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || typeof iat !== 'number' || exp <= iat) {
    throw new TokenRefused('The times of the token make no sense.');
  }
  if (exp - iat <= maxLifetime) return exp;
  throw new TokenRefused(
    `The token lives for ${exp - iat} s, and its issuer may give at most ${maxLifetime} s here (maxLifetime).`,
  );
}

/** A token that is also for others could have been passed on by them. */
function checkAudience({ aud }: Claims, { audience }: IssuerConfig): void {
  const audiences = [aud].flat();
  if (
    audiences.length > 0 &&
    audiences.every((one) => typeof one === 'string' && audience.includes(one))
  )
    return;
  throw new TokenRefused(
    'The token has an audience that is not ours. Ask for one that is for this service alone.',
  );
}

function subjectOf({ sub }: Claims): string {
  if (typeof sub === 'string' && sub !== '') return sub;
  throw new TokenRefused('The token has no subject.');
}

function unverified<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new TokenRefused('This is neither an API key nor a signed token.');
  }
}
