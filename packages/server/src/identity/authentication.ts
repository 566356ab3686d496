import type { IdentitiesConfig, IdentityConfig } from './config.ts';
import type { FetchJson } from './issuers.ts';

/** How a caller proved itself, for the log: no secrets. */
export type Proof =
  | { kind: 'api_key'; keyId: string }
  | { kind: 'oidc'; issuer: string; subject: string; claims: { [claim: string]: string } };

export type Authentication =
  | {
      ok: true;
      identity: {
        id: string;
        name: string;
        owner?: string;
        labels?: { [name: string]: string };
        requireKnownStarter?: boolean;
      };
      proof: Proof;
      /** What the token calls the human who started the run; not for the log. */
      starter: string[];
    }
  | { ok: false; code: 'unauthenticated' | 'forbidden' | 'unavailable'; message: string };

export type Authenticate = (authorization: string | undefined) => Promise<Authentication>;

export type AuthenticatorOptions = IdentitiesConfig & {
  fetchJson: FetchJson;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** True the first time only. Needed by issuers whose tokens count once; `expiresAt` in milliseconds. */
  firstUse?: (token: { issuer: string; jti: string; expiresAt: number }) => Promise<boolean>;
};

export function accept(
  { id, name, owner, labels, requireKnownStarter }: IdentityConfig,
  proof: Proof,
  starter: string[],
): Authentication {
  const identity = {
    id,
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(labels === undefined ? {} : { labels }),
    ...(requireKnownStarter === undefined ? {} : { requireKnownStarter }),
  };
  return { ok: true, identity, proof, starter };
}

export function refuse(
  code: 'unauthenticated' | 'forbidden' | 'unavailable',
  message: string,
): Authentication {
  return { ok: false, code, message };
}
