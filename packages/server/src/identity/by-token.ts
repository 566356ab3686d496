import {
  accept,
  refuse,
  type Authentication,
  type AuthenticatorOptions,
  type Proof,
} from './authentication.ts';
import { claimsMatch, claimText, type BoundClaims, type Claims } from './claims.ts';
import { createIssuerKeys, IssuerUnreachable } from './issuers.ts';
import type { Known } from './known.ts';
import { presetOf } from './presets.ts';
import { TokenRefused } from './token-claims.ts';
import { verifyWorkloadToken, type WorkloadToken } from './workload-token.ts';

type Options = Pick<AuthenticatorOptions, 'issuers' | 'fetchJson' | 'now' | 'firstUse'>;

/** Proofs by workload tokens (RFC 7519) of the configured issuers; never throws for a bad token. */
export function byToken(
  options: Options,
): (text: string, known: () => Promise<Known>) => Promise<Authentication> {
  const { now, firstUse } = options;
  const issuers = new Map(
    options.issuers.map((config) => [
      config.issuer,
      { config, keys: createIssuerKeys(config, options.fetchJson, now) },
    ]),
  );

  async function prove(text: string, known: () => Promise<Known>): Promise<Authentication> {
    const token = await verifyWorkloadToken(text, issuers, now());
    const found = identityOf(token, await known());
    if (found.ok && token.issuer.singleUse) await spend(token, firstUse);
    return found;
  }

  return async (text, known) => {
    try {
      return await prove(text, known);
    } catch (error) {
      if (error instanceof TokenRefused) return refuse('unauthenticated', error.message);
      if (error instanceof IssuerUnreachable)
        return refuse('unavailable', `${error.message} Try again soon.`);
      throw error;
    }
  };
}

/** Exactly one identity must fit: with two, whose policy applies would be chance. */
function identityOf(token: WorkloadToken, known: Known): Authentication {
  const preset = presetOf(token.issuer);
  const lists = preset?.lists ?? [];
  const outside = preset?.outside?.(token.claims) ?? [];
  const fitting = known.bindings(token.issuer.name, token.claims, lists).filter(
    ({ claims }) =>
      claimsMatch(claims, token.claims, lists) &&
      // Only a binding that names the kind of job, to the letter, lets outside code in.
      outside.every((claim) => names(claims, claim, token)),
  );
  const [identity, another] = new Set(fitting.map((binding) => binding.identity));
  if (identity && !another) {
    const starter = starterOf(token);
    return accept(identity, { proof: proofOf(token), makers: fitting, starter });
  }
  if (identity)
    return refuse(
      'forbidden',
      'The token fits more than one identity. An operator must make their bindings tell them apart.',
    );
  const { name } = token.issuer;
  return refuse(
    'forbidden',
    outside.length === 0
      ? `The token of issuer "${name}" is genuine, and no identity is bound to its claims. An operator can bind one.`
      : `The token of issuer "${name}" is genuine, but its job may run code from outside the repository, or be in somebody’s hands. Run it after the merge and as it was written, or have an operator bind ${outside.join(' and ')} by name.`,
  );
}

function names(bound: BoundClaims, claim: string, token: WorkloadToken): boolean {
  return bound[claim] !== undefined && bound[claim] === claimText(token.claims, claim);
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

function starterOf(
  token: WorkloadToken,
): Pick<Authentication & { ok: true }, 'starter' | 'starterOn'> {
  const starter = presetOf(token.issuer)?.starter;
  return starter
    ? { starter: starter.of(token.claims), starterOn: starter.platform }
    : { starter: [] };
}

function summary(claims: Claims, names: string[]): { [claim: string]: string } {
  const pairs = names.map((name) => [name, claimText(claims, name)?.slice(0, 500)] as const);
  return Object.fromEntries(
    pairs.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}

/** By (iss, jti), which is what an issuer gives out once. */
async function spend(
  token: WorkloadToken,
  firstUse: AuthenticatorOptions['firstUse'],
): Promise<void> {
  const jti = claimText(token.claims, 'jti');
  if (!jti) throw new TokenRefused('Tokens of this issuer count once, and this one has no "jti".');
  const first = await firstUse?.({ issuer: token.issuer.issuer, jti, expiresAt: token.expiresAt });
  if (!first) throw new TokenRefused('This token was used before. Ask for a new one.');
}
