import { parseApiKey, sameHash } from './api-key.ts';
import { claimsMatch, claimText, type BoundClaims, type Claims } from './claims.ts';
import type { IdentitiesConfig, IdentityConfig } from './config.ts';
import { createIssuerKeys, IssuerUnreachable, type FetchJson } from './issuers.ts';
import { presetOf } from './presets.ts';
import { TokenRefused, verifyWorkloadToken, type WorkloadToken } from './workload-token.ts';

/** How a caller proved itself, for the log: no secrets. */
export type Proof =
  | { kind: 'api_key'; keyId: string }
  | { kind: 'oidc'; issuer: string; subject: string; claims: { [claim: string]: string } };

export type Authentication =
  | {
      ok: true;
      identity: { id: string; name: string; owner?: string; requireKnownStarter?: boolean };
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

/** Who sent this `Authorization` header (RFC 6750)? An API key or a workload token; never throws for bad input. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { identities, now, firstUse } = options;
  if (!firstUse && options.issuers.some(({ singleUse }) => singleUse)) {
    throw new Error('An issuer is marked singleUse, and there is no memory of used tokens.');
  }
  const issuers = options.issuers.map((config) => ({
    config,
    keys: createIssuerKeys(config, options.fetchJson, now),
  }));

  async function byToken(text: string): Promise<Authentication> {
    const token = await verifyWorkloadToken(text, issuers, now());
    const found = identityOf(token, identities);
    if (found.ok && token.issuer.singleUse) await spend(token, firstUse);
    return found;
  }

  return async (authorization) => {
    const text = /^bearer +([\x21-\x7e]+)$/iu.exec(authorization ?? '')?.[1];
    if (text === undefined) return refuse('unauthenticated', noHeader);
    if (text.startsWith('csk_')) return byKey(text, identities);
    try {
      return await byToken(text);
    } catch (error) {
      if (error instanceof TokenRefused) return refuse('unauthenticated', error.message);
      if (error instanceof IssuerUnreachable)
        return refuse('unavailable', `${error.message} Try again soon.`);
      throw error;
    }
  };
}

const noHeader =
  'The call does not say who makes it. Send "Authorization: Bearer" with an API key or a workload identity token.';
/** One sentence for an unknown and a wrong key: which ids exist is nobody's business. */
const badKey =
  'The API key is not known here. It may be mistyped or withdrawn; ask the owner of the bot for a new one.';

function byKey(text: string, identities: IdentityConfig[]): Authentication {
  const presented = parseApiKey(text);
  const identity =
    presented &&
    identities.find(({ keys }) =>
      keys.some((key) => key.id === presented.id && sameHash(key.hash, presented.hash)),
    );
  if (!identity) return refuse('unauthenticated', badKey);
  return accept(identity, { kind: 'api_key', keyId: presented.id }, []);
}

/** Exactly one identity must fit: with two, whose policy applies would be chance. */
function identityOf(token: WorkloadToken, identities: IdentityConfig[]): Authentication {
  const outside = presetOf(token.issuer)?.outsideCode(token.claims);
  const fitting = identities.filter(({ oidc }) =>
    oidc.some(
      ({ issuer, claims }) =>
        issuer === token.issuer.name &&
        claimsMatch(claims, token.claims) &&
        // Only a binding that names the kind of job, to the letter, lets outside code in.
        (outside === undefined || names(claims, outside, token)),
    ),
  );
  const [identity, another] = fitting;
  if (identity && !another) return accept(identity, proofOf(token), starterOf(token));
  if (identity)
    return refuse(
      'forbidden',
      'The token fits more than one identity. An operator must make their bindings tell them apart.',
    );
  const { name } = token.issuer;
  return refuse(
    'forbidden',
    outside === undefined
      ? `The token of issuer "${name}" is genuine, and no identity is bound to its claims. An operator can bind one.`
      : `The token of issuer "${name}" is genuine, but its job may run code from outside the repository. Run the job after the merge, or have an operator bind ${outside} by name.`,
  );
}

function names(bound: BoundClaims, claim: string, token: WorkloadToken): boolean {
  return bound[claim] !== undefined && bound[claim] === token.claims[claim];
}

function proofOf(token: WorkloadToken): Proof {
  const kept = ['jti', ...(presetOf(token.issuer)?.summary ?? [])];
  return {
    kind: 'oidc',
    issuer: token.issuer.name,
    subject: token.subject.slice(0, 500),
    claims: summary(token.claims, kept),
  };
}

function starterOf(token: WorkloadToken): string[] {
  const names = presetOf(token.issuer)?.starter ?? [];
  return names.flatMap((name) => claimText(token.claims, name) ?? []);
}

function summary(claims: Claims, names: string[]): { [claim: string]: string } {
  const pairs = names.map((name) => [name, claimText(claims, name)?.slice(0, 500)] as const);
  return Object.fromEntries(
    pairs.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}

/** By (iss, jti), never by the bytes: the same token has several spellings that verify. */
async function spend(
  token: WorkloadToken,
  firstUse: AuthenticatorOptions['firstUse'],
): Promise<void> {
  const jti = claimText(token.claims, 'jti');
  if (!jti) throw new TokenRefused('Tokens of this issuer count once, and this one has no "jti".');
  const first = await firstUse?.({ issuer: token.issuer.issuer, jti, expiresAt: token.expiresAt });
  if (!first) throw new TokenRefused('This token was used before. Ask for a new one.');
}

function accept(
  { id, name, owner, requireKnownStarter }: IdentityConfig,
  proof: Proof,
  starter: string[],
): Authentication {
  const identity = {
    id,
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(requireKnownStarter === undefined ? {} : { requireKnownStarter }),
  };
  return { ok: true, identity, proof, starter };
}

function refuse(
  code: 'unauthenticated' | 'forbidden' | 'unavailable',
  message: string,
): Authentication {
  return { ok: false, code, message };
}
