import { z } from 'zod';
import { closingWhys } from '../credential/credential.ts';
import { isDigest, type Digest } from '../digest.ts';
import type { Credential, CredentialKey } from './credential-types.ts';

const text = z.string().min(1).max(2_000);

/** What a bot sends to have a system opened: `digest` is of what is about to run. */
export const credentialAsk = z.strictObject({
  target: z.string().min(1).max(64),
  digest: z
    .custom<Digest>((value) => typeof value === 'string' && isDigest(value), {
      error: 'must be sha256: and 64 hexadecimal digits',
    })
    .meta({ type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
  /** A line of OpenSSH for a target of SSH; a JWK of X25519 or P-256 for a secret. */
  publicKey: z
    .union([
      z.string().min(1).max(8_000),
      z.strictObject({ kty: text, crv: text, x: text, y: text.optional() }),
    ])
    .optional() satisfies z.ZodType<CredentialKey | undefined>,
});

const whose = { id: z.string(), grant: z.string(), target: z.string(), closesAt: z.string() };

/** What it gets: the secret part is never stored, and never told again. */
export const credential = z
  .discriminatedUnion('kind', [
    z.object({
      ...whose,
      kind: z.literal('postgres'),
      host: z.string(),
      port: z.int(),
      user: z.string(),
      password: z.string(),
      database: z.string(),
      sslmode: z.string().optional(),
    }),
    z.object({
      ...whose,
      kind: z.literal('ssh'),
      certificate: z.string(),
      principals: z.array(z.string()),
    }),
    z.object({ ...whose, kind: z.literal('secret'), jwe: z.string(), env: z.string() }),
  ])
  .meta({ id: 'Credential' }) satisfies z.ZodType<Credential>;

/** One that is not closed, for operators. */
const openCredential = z.object({
  id: z.string(),
  request: z.string(),
  grant: z.string(),
  target: z.string(),
  kind: z.string(),
  status: z.enum(['opening', 'open', 'closing', 'closed']),
  closesAt: z.string(),
  /** Attempts to close it. */
  tries: z.int(),
  why: z.enum(closingWhys).optional(),
  /** Why the last attempt failed. */
  error: z.string().optional(),
});

export type OpenCredential = z.infer<typeof openCredential>;

export const openCredentials = z.object({ items: z.array(openCredential) });
