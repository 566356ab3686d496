import { z } from 'zod';
import { isGlob } from './claims.ts';
import { presetNames, presetOf } from './presets.ts';

const url = z.url({ protocol: /^https?$/u });
const name = z.string().min(1).max(100);

/** Says who moved in, not who lives there: true of many tenants, or of another one tomorrow. */
const neverATenant = new Set([
  'ref',
  'environment',
  'event_name',
  'actor',
  'repository',
  'iss',
  'aud',
]);

const issuerConfig = z.strictObject({
  name,
  /** Compared with `iss` character by character. */
  issuer: url,
  /** Where the keys are. Left out: as the issuer's discovery document says. */
  jwksUri: url.optional(),
  /** Every audience of a token must be one of these. */
  audience: z
    .union(
      [z.string().min(1), z.array(z.string().min(1)).min(1)],
      'must be a text, or a list of them',
    )
    .transform((audience) => [audience].flat()),
  /** Longest life of a token, in seconds. */
  maxLifetime: z.int().min(30).max(86_400).default(3_600),
  preset: z.enum(presetNames).optional(),
  /** For other issuers: claims of which a binding must name one. `sub` fits issuers with one tenant. */
  tenantClaims: z
    .array(
      z.string().refine((claim) => !neverATenant.has(claim), 'does not name a tenant for ever'),
    )
    .min(1)
    .optional(),
  /** Accept a token once only, by its `jti`. */
  singleUse: z.boolean().default(false),
});

const boundClaim = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => !value.includes('**'), '"**" is not known: write one "*" for each segment');

const identityConfig = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-"'),
  name,
  /** The person who answers for it, and does not approve its requests unless policy says so. */
  owner: z.string().min(1).optional(),
  /** For the policy's conditions: `identity.labels.team == "payments"`. */
  labels: z.record(z.string().min(1).max(100), z.string().max(200)).optional(),
  /** Refuses runs that a human started who is none of the configured people. */
  requireKnownStarter: z.boolean().optional(),
  keys: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[0-9A-Za-z]{10}$/u, 'must be the 10 characters after "csk_"'),
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/u, 'must be the SHA-256 of the key in lower-case hex'),
      }),
    )
    .default([]),
  oidc: z
    .array(z.strictObject({ issuer: name, claims: z.record(z.string().min(1), boundClaim) }))
    .default([]),
});

/** The `issuers` and `identities` of the configuration file. Faults are sentences with a path. */
export const identitiesConfig = z
  .strictObject({
    issuers: z.array(issuerConfig).default([]),
    identities: z.array(identityConfig).default([]),
  })
  .superRefine((config, context) => {
    for (const { path, message } of [
      ...twice(config),
      ...openBindings(config),
      ...untoldStarters(config),
    ]) {
      context.addIssue({ code: 'custom', path, message });
    }
  });

export type IdentitiesConfig = z.infer<typeof identitiesConfig>;
export type IdentityConfig = z.infer<typeof identityConfig>;
export type IssuerConfig = z.infer<typeof issuerConfig>;
type Finding = { path: (string | number)[]; message: string };

/** A binding that a stranger's token could fit. */
function openBindings({ issuers, identities }: IdentitiesConfig): Finding[] {
  return identities.flatMap(({ id, oidc }, i) =>
    oidc.flatMap(({ issuer: issuerName, claims }, j) => {
      const path = ['identities', i, 'oidc', j];
      const issuer = issuers.find((candidate) => candidate.name === issuerName);
      if (!issuer)
        return [{ path, message: `There is no issuer named "${issuerName}" under issuers.` }];
      const wanted = tenantClaimsOf(issuer);
      const bound = wanted.some((claim) => {
        const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
        return value !== undefined && !isGlob(value);
      });
      if (bound) return [];
      const message =
        `This binding of "${id}" names no claim that is one tenant's for ever, ` +
        `so a stranger's token could fit it. Add ${wanted.join(' or ')}, without "*".`;
      return [{ path: [...path, 'claims'], message }];
    }),
  );
}

/** Asks who started a run where nothing would say it. */
function untoldStarters({ issuers, identities }: IdentitiesConfig): Finding[] {
  const tells = (name: string) => {
    const issuer = issuers.find((candidate) => candidate.name === name);
    return issuer === undefined || (presetOf(issuer)?.starter ?? []).length > 0;
  };
  return identities.flatMap(({ id, requireKnownStarter, keys, oidc }, i) => {
    if (!requireKnownStarter) return [];
    if (keys.length === 0 && oidc.every(({ issuer }) => tells(issuer))) return [];
    const message = `Only tokens of GitHub Actions say who started a run: "${id}" can have no keys and no other issuers beside this.`;
    return [{ path: ['identities', i, 'requireKnownStarter'], message }];
  });
}

function tenantClaimsOf(issuer: IssuerConfig): string[] {
  return presetOf(issuer)?.tenantClaims ?? issuer.tenantClaims ?? ['sub'];
}

/** Names that would make a proof point at two owners. */
function twice({ issuers, identities }: IdentitiesConfig): Finding[] {
  return [
    ...repeated(issuers.map((issuer) => issuer.name)).map((at) => ['issuers', at, 'name']),
    ...repeated(issuers.map(({ issuer }) => issuer)).map((at) => ['issuers', at, 'issuer']),
    ...repeated(identities.map(({ id }) => id)).map((at) => ['identities', at, 'id']),
    ...repeatedKeys(identities),
  ].map((path) => ({
    path,
    message: 'This name or key id appears twice. Each must be given once.',
  }));
}

function repeatedKeys(identities: IdentitiesConfig['identities']): Finding['path'][] {
  const keys = identities.flatMap((identity, i) =>
    identity.keys.map(({ id }, j) => ({ id, path: ['identities', i, 'keys', j, 'id'] })),
  );
  return repeated(keys.map(({ id }) => id)).flatMap((at) => (keys[at] ? [keys[at].path] : []));
}

function repeated(names: string[]): number[] {
  return names.flatMap((value, at) => (names.indexOf(value) < at ? [at] : []));
}
