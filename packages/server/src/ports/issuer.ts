/** Signs what grants say, and knows its own signature again. */
export interface Issuer {
  /** `iss` of every token. */
  url(): string;
  /** What the service itself is called, which is never a grant's audience. */
  own(): readonly string[];
  /** Claims as a JWT access token (RFC 9068), signed by the key of now. */
  sign(claims: object): Promise<string>;
  /** The claims of a token that it signed; null for anything else. Whether they still hold is not told. */
  read(token: string): IssuedClaims | null;
  /** The public keys of now (RFC 7517). */
  published(): { keys: object[] };
  /** Algorithms of the published keys. */
  algorithms(): string[];
  /** Seconds for which relying parties may keep what is published. */
  cacheSeconds: number;
}

/** `jti` is the grant's id. */
export type IssuedClaims = { jti: string; aud: string[]; [claim: string]: unknown };
