import {
  accept,
  refuse,
  type Authentication,
  type AuthenticatorOptions,
  type Proof,
} from './authentication.ts';
import { claimsMatch, claimText, type BoundClaims, type Claims } from './claims.ts';
import type { IdentityConfig } from './config.ts';
import { createIssuerKeys, IssuerUnreachable } from './issuers.ts';
import { presetOf } from './presets.ts';
import { TokenRefused, verifyWorkloadToken, type WorkloadToken } from './workload-token.ts';

/** Proofs by workload tokens (RFC 7519) of the configured issuers; never throws for a bad token. */
export function byToken(options: AuthenticatorOptions): (text: string) => Promise<Authentication> {
  const { identities, now, firstUse } = options;
  const issuers = options.issuers.map((config) => ({
    config,
    keys: createIssuerKeys(config, options.fetchJson, now),
  }));

  async function prove(text: string): Promise<Authentication> {
    const token = await verifyWorkloadToken(text, issuers, now());
    const found = identityOf(token, identities);
    if (found.ok && token.issuer.singleUse) await spend(token, firstUse);
    return found;
  }

  return async (text) => {
    try {
      return await prove(text);
    } catch (error) {
      if (error instanceof TokenRefused) return refuse('unauthenticated', error.message);
      if (error instanceof IssuerUnreachable)
        return refuse('unavailable', `${error.message} Try again soon.`);
      throw error;
    }
  };
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
