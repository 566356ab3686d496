import { z } from 'zod';
import { isGlob, type BoundClaims } from './claims.ts';
import { compileGlob } from '@countersign/core/policy/glob';
import { misnamed, presetNames, presetOf } from './presets.ts';

const url = z.url({ protocol: /^https?$/u });
const name = z.string().min(1).max(100);

/** Says who moved in, not who lives there: true of many tenants, or of another one tomorrow. */
const neverATenant = new Set([
  'ref',
  'environment',
  'event_name',
  'actor',
  'repository',
  'email',
  'iss',
  'aud',
]);

/** Longest life of a token in seconds, where neither the configuration nor a preset says another. */
const usualLifetime = 3_600;

const issuerConfig = z
  .strictObject({
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
    maxLifetime: z.int().min(30).max(86_400).optional(),
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
  })
  .transform((issuer) => ({
    ...issuer,
    maxLifetime: issuer.maxLifetime ?? presetOf(issuer)?.maxLifetime ?? usualLifetime,
  }));

const boundClaim = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => !value.includes('**'), '"**" is not known: write one "*" for each segment');

/** A glob of actions, as the policy writes them. */
const action = z.string().superRefine((pattern, context) => {
  const glob = compileGlob(pattern);
  if (!glob.ok) context.addIssue({ code: 'custom', message: glob.message });
});

const keyConfig = z.strictObject({
  id: z.string().regex(/^[0-9A-Za-z]{10}$/u, 'must be the 10 characters after "csk_"'),
  hash: z.string().regex(/^[0-9a-f]{64}$/u, 'must be the SHA-256 of the key in lower-case hex'),
  /** From then on it opens nothing: for the old one of two, while the new one is brought out. */
  expires: z.iso
    .datetime({ offset: true, error: 'must be a moment such as 2026-12-01T00:00:00Z' })
    .optional(),
});

/** What is said of an identity besides its proofs. */
export const identityFields = {
  name,
  /** Who answers for it and does not approve its requests unless policy says so: a person's id, or `team:` and a team's. */
  owner: z.string().min(1).max(100).optional(),
  /** What it is for, in words. */
  purpose: z.string().min(1).max(500).optional(),
  /** What it may ask for, and nothing else; anything where left out. */
  actions: z.array(action).min(1).max(100).optional(),
  /** For the policy's conditions: `identity.labels.team == "payments"`. */
  labels: z.record(z.string().min(1).max(100), z.string().max(200)).optional(),
  /** Refuses runs that a human started who is none of the configured people. */
  requireKnownStarter: z.boolean().optional(),
};

export const bindingConfig = z.strictObject({
  issuer: name,
  claims: z.record(z.string().min(1), boundClaim),
});

export const identityId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-"');

const identityConfig = z.strictObject({
  id: identityId,
  ...identityFields,
  /** A suspended one asks for nothing, and nothing that was approved for it starts. */
  status: z.enum(['active', 'suspended']).optional(),
  keys: z.array(keyConfig).default([]),
  oidc: z.array(bindingConfig).default([]),
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
      ...config.issuers.flatMap(wrongPreset),
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

function wrongPreset(issuer: IssuerConfig, at: number): Finding[] {
  const message = misnamed(issuer);
  return message === undefined ? [] : [{ path: ['issuers', at, 'preset'], message }];
}

/** A binding that a stranger's token could fit. */
function openBindings({ issuers, identities }: IdentitiesConfig): Finding[] {
  const byName = new Map(issuers.map((issuer) => [issuer.name, issuer]));
  return identities.flatMap(({ id, oidc }, i) =>
    oidc.flatMap(({ issuer: issuerName, claims }, j) => {
      const path = ['identities', i, 'oidc', j];
      const issuer = byName.get(issuerName);
      if (!issuer)
        return [{ path, message: `There is no issuer named "${issuerName}" under issuers.` }];
      const message = openTo(issuer, claims);
      return message === undefined
        ? []
        : [{ path: [...path, 'claims'], message: `This binding of "${id}" ${message}` }];
    }),
  );
}

/** What lets strangers in, as the rest of a sentence. */
function openTo(issuer: IssuerConfig, claims: BoundClaims): string | undefined {
  const preset = presetOf(issuer);
  const isExact = (claim: string) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    return value !== undefined && !isGlob(value);
  };
  const wanted = preset?.tenantClaims ?? issuer.tenantClaims ?? ['sub'];
  if (!wanted.some(isExact)) {
    return (
      "names no claim that is one tenant's for ever, " +
      `so a stranger's token could fit it. Add ${wanted.join(' or ')}, without "*".`
    );
  }
  const also = preset?.alsoBound;
  if (also && !isExact(also.claim)) {
    return `has to name ${also.claim} as well, without "*": ${also.because}.`;
  }
  return preset?.misbound?.(claims);
}

/** Asks who started a run where nothing would say it. */
function untoldStarters({ issuers, identities }: IdentitiesConfig): Finding[] {
  const tells = (name: string) => {
    const issuer = issuers.find((candidate) => candidate.name === name);
    return issuer === undefined || presetOf(issuer)?.starter !== undefined;
  };
  return identities.flatMap(({ id, requireKnownStarter, keys, oidc }, i) => {
    if (!requireKnownStarter) return [];
    if (keys.length === 0 && oidc.every(({ issuer }) => tells(issuer))) return [];
    const message = `Only tokens of GitHub Actions, GitLab and CircleCI say who started a run: "${id}" can have no keys and no other issuers beside this.`;
    return [{ path: ['identities', i, 'requireKnownStarter'], message }];
  });
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
  const seen = new Set<string>();
  return names.flatMap((value, at) => (seen.size < seen.add(value).size ? [] : [at]));
}
