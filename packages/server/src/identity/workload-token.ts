import { decodeJwt, type CompactVerifyGetKey } from 'jose';
import { JOSEError } from 'jose/errors';
import type { IssuerConfig } from './config.ts';
import { IssuerUnreachable } from './issuers.ts';
import { assertSpelling, header, signedBytes, SignatureRefused } from './signature.ts';
import { checkClaims, readClaims, TokenRefused, type CheckedClaims } from './token-claims.ts';

/** An issuer of the allow-list, with its keys. */
export type Issuer = { config: IssuerConfig; keys: CompactVerifyGetKey };

export type WorkloadToken = CheckedClaims & { issuer: IssuerConfig };

/**
 * The claims of a token (RFC 7519, RFC 8725) that one of the configured issuers signed for us, a short while ago.
 * `now` is in milliseconds, `expiresAt` too. Throws {@link TokenRefused} or {@link IssuerUnreachable}.
 */
export async function verifyWorkloadToken(
  token: string,
  issuers: ReadonlyMap<string, Issuer>,
  now: number,
): Promise<WorkloadToken> {
  const { config, keys } = issuerOf(token, issuers);
  checkKind(token);
  const payload = await signedBytes(token, keys).catch((error: unknown) => {
    throw refusal(error, config);
  });
  return { issuer: config, ...checkClaims(payload, config, now) };
}

/** The claimed issuer only picks from the list: no address of the token is ever fetched. */
function issuerOf(token: string, issuers: ReadonlyMap<string, Issuer>): Issuer {
  const claimed = unverified(() => {
    assertSpelling(token);
    return decodeJwt(token).iss;
  });
  const issuer = claimed === undefined ? undefined : issuers.get(claimed);
  if (issuer) return issuer;
  throw new TokenRefused(
    'The token is from an issuer that is not trusted here. An operator can add it under issuers.',
  );
}

/** Tokens of other kinds say so, and readers of JSON must not differ about it. */
function checkKind(token: string): void {
  const { typ } = unverified(() => header(token));
  if (typ !== undefined && !/^(?:application\/)?(?:jwt|jose)$/iu.test(typ)) {
    throw new TokenRefused(
      'The "typ" of the token is that of another kind of token. Send a workload identity token.',
    );
  }
  readClaims(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url'));
}

function refusal(error: unknown, { name }: IssuerConfig): unknown {
  if (error instanceof IssuerUnreachable) return error;
  // jose's own sentences name what failed; anything else stays inside.
  const isTold = error instanceof JOSEError || error instanceof SignatureRefused;
  const why = isTold ? `: ${error.message}` : '';
  return new TokenRefused(`The token does not verify as one of issuer "${name}"${why}.`);
}

function unverified<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SignatureRefused) throw new TokenRefused(error.message);
    throw new TokenRefused('This is neither an API key nor a signed token.');
  }
}
