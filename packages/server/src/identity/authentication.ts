import type { FileIdentity } from '@countersign/core/identity/register';
import type { IssuerConfig } from './config.ts';
import type { FetchJson } from './issuers.ts';
import type { StarterPlatform } from './presets/preset.ts';

/** How a caller proved itself, for the log: no secrets. */
export type Proof =
  | { kind: 'api_key'; keyId: string }
  | { kind: 'oidc'; issuer: string; subject: string; claims: { [claim: string]: string } };

/** What is told of an identity that proved itself: all but its proofs. */
export type ProvedIdentity = Omit<FileIdentity, 'keys' | 'oidc' | 'saidBy'>;

/** Who started the run, as the token says it; not for the log. */
export type Starter = {
  /** Names and ids of one human. */
  starter: string[];
  /** Where these are accounts; left out where tokens don't say who started a run. */
  starterOn?: StarterPlatform;
};

export type Authentication =
  | ({
      ok: true;
      identity: ProvedIdentity;
      proof: Proof;
      /** Who made what it proved itself by, or said who stands behind it: `person:` or `operator:` and an id. */
      keepers?: string[];
    } & Starter)
  | { ok: false; code: 'unauthenticated' | 'forbidden' | 'unavailable'; message: string };

export type Authenticate = (authorization: string | undefined) => Promise<Authentication>;

export type AuthenticatorOptions = {
  issuers: IssuerConfig[];
  /** All of them; or a way to those of now, which gives the same list as long as nothing changed. */
  identities: readonly FileIdentity[] | (() => Promise<readonly FileIdentity[]>);
  fetchJson: FetchJson;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** True the first time only. Needed by issuers whose tokens count once; `expiresAt` in milliseconds. */
  firstUse?: (token: { issuer: string; jti: string; expiresAt: number }) => Promise<boolean>;
};

/** A key, or a binding. */
type MadeBy = { by?: string | undefined };

export function accept(
  { keys: _keys, oidc: _oidc, saidBy = {}, ...identity }: FileIdentity,
  { proof, makers, starter }: { proof: Proof; makers: readonly MadeBy[]; starter: Starter },
): Authentication {
  const made = [...makers.map(({ by }) => by), saidBy.owner, saidBy.requireKnownStarter];
  const keepers = [...new Set(made.flatMap((by) => by ?? []))];
  return { ok: true, identity, proof, ...(keepers.length > 0 ? { keepers } : {}), ...starter };
}

export function refuse(
  code: 'unauthenticated' | 'forbidden' | 'unavailable',
  message: string,
): Authentication {
  return { ok: false, code, message };
}
