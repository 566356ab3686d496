import { digestOf } from '../digest.ts';
import type { Json } from '../wire/json.ts';

/** A key as it is kept; whoever reads it here can't use it. Times are RFC 3339. */
export type IdentityKey = {
  /** Names it in the log. */
  id: string;
  /** SHA-256 of the key, in hex. */
  hash: string;
  /** From then on it opens nothing. */
  expires?: string | undefined;
  /** Who had the API make it: `person:` or `operator:` and an id. */
  by?: string | undefined;
};

/** A token with these claims proves an identity; `by` as with keys. */
export type IdentityBinding = {
  issuer: string;
  claims: { [claim: string]: string };
  by?: string | undefined;
};

/** What is said of an identity, by the configuration or by the API. */
export type IdentityDefinition = {
  name: string;
  /** A person's id, or `team:` and a team's. */
  owner?: string | undefined;
  /** What it is for. */
  purpose?: string | undefined;
  /** Globs of what it may ask for; anything where left out. */
  actions?: string[] | undefined;
  labels?: { [name: string]: string } | undefined;
  requireKnownStarter?: boolean | undefined;
  keys: IdentityKey[];
  oidc: IdentityBinding[];
  /** Who had the API say what decides about who stands behind its requests. */
  saidBy?: { [field in DecidesWhoStandsBehind]?: string | undefined } | undefined;
};

export type DecidesWhoStandsBehind = 'owner' | 'requireKnownStarter';

const fields = [
  'name',
  'owner',
  'purpose',
  'actions',
  'labels',
  'requireKnownStarter',
  'keys',
  'oidc',
] as const satisfies (keyof IdentityDefinition)[];

/** The fields in which two definitions of one identity differ. */
export function differencesOf(one: IdentityDefinition, other: IdentityDefinition): string[] {
  return fields.filter((field) => digestOf(told(one, field)) !== digestOf(told(other, field)));
}

/** The digest of all that is said of an identity: the log holds this, and no words. */
export function definitionDigest(definition: IdentityDefinition) {
  return digestOf(Object.fromEntries(fields.map((field) => [field, told(definition, field)])));
}

/** What is said, without who had it said. */
export function withoutMakers({ saidBy: _saidBy, ...said }: IdentityDefinition) {
  return {
    ...said,
    keys: said.keys.map(({ by: _by, ...key }) => key),
    oidc: said.oidc.map(({ by: _by, ...binding }) => binding),
  };
}

function told(definition: IdentityDefinition, field: (typeof fields)[number]): Json {
  // What is undefined is not there, as in JSON.
  return JSON.parse(JSON.stringify(withoutMakers(definition)[field] ?? null)) as Json;
}
