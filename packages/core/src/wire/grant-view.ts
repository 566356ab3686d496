import { z } from 'zod';
import { revokedWhys } from '../grant/grant.ts';
import { run } from './run.ts';
import type { GrantAsk, GrantView, IssuedGrant } from './types.ts';

export type { GrantAsk, GrantView, IssuedGrant };

const instant = z.iso.datetime({ precision: 3 });

/** A grant as the API shows it, without its token. */
export const grantView = z.object({
  /** Absent as long as it was not issued. */
  id: z.string().optional(),
  /** `not_issued`: the approval will give it, once its run has started. */
  status: z.enum(['not_issued', 'live', 'used_up', 'expired', 'revoked']),
  audience: z.array(z.string()),
  scope: z.array(z.string()),
  targets: z.array(z.string()),
  uses: z.object({ used: z.int(), most: z.int() }),
  issuedAt: instant.optional(),
  expiresAt: instant.optional(),
  revoked: z.object({ at: instant, why: z.enum(revokedWhys) }).optional(),
}) satisfies z.ZodType<GrantView>;

/** The body of `POST /v1/requests/{id}/grant`. */
export const grantAsk = z.strictObject({
  /** The one that took the approval. */
  run,
  /** Of what is about to run. */
  digest: z.string().max(100),
  /** Narrows the token to these of the grant's audiences. */
  audience: z.array(z.string().max(200)).min(1).max(20).optional(),
}) satisfies z.ZodType<GrantAsk>;

export const issuedGrant = z
  .object({
    id: z.string(),
    request: z.string(),
    digest: z.string(),
    /** A JWT access token (RFC 9068). Shown here alone. */
    token: z.string(),
    audience: z.array(z.string()),
    scope: z.array(z.string()),
    targets: z.array(z.string()),
    expiresAt: instant,
  })
  .meta({ id: 'Grant' }) satisfies z.ZodType<IssuedGrant>;
