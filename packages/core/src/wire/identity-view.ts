import { z } from 'zod';
import type { IdentityInput, IdentityView, NewKey, TimelineEntry } from './identity-types.ts';
import { outcome, status } from './request-view.ts';

const at = z.iso.datetime({ precision: 3 });
const text = (most: number) => z.string().min(1).max(most);
const labels = z.record(text(100), z.string().max(200));
const binding = { issuer: text(100), claims: z.record(text(500), text(500)) };

export const identityInput = z
  .strictObject({
    name: text(100),
    /** A person's id, or `team:` and a team's. */
    owner: text(100),
    purpose: text(500).optional(),
    /** Globs of what it may ask for; anything where left out. */
    actions: z.array(text(256)).min(1).max(100).optional(),
    labels: labels.optional(),
    requireKnownStarter: z.boolean().optional(),
    oidc: z.array(z.strictObject(binding)).max(100).optional(),
  })
  .meta({ id: 'IdentityDefinition' }) satisfies z.ZodType<IdentityInput>;

export const newIdentity = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-"'),
    ...identityInput.shape,
  })
  .meta({ id: 'NewIdentity' });

export const identityView = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string().optional(),
    purpose: z.string().optional(),
    actions: z.array(z.string()).optional(),
    labels: labels.optional(),
    requireKnownStarter: z.boolean().optional(),
    /** Whose definition is in force: of both, the configuration's. */
    source: z.enum(['file', 'api']),
    /** In what the API says otherwise, without effect. */
    differences: z.array(z.string()),
    /** Whether it may ask, and what was approved for it start. */
    standing: z.enum(['active', 'suspended', 'ownerless']),
    keys: z.array(
      z.object({ id: z.string(), expires: z.string().optional(), lastUsed: at.optional() }),
    ),
    oidc: z.array(z.object({ ...binding, lastUsed: at.optional() })),
    /** The last proof that held, to the minute. */
    lastSeen: at.optional(),
    /** Not seen for as long as the configuration says. */
    stale: z.boolean(),
    /** Never seen. */
    unused: z.boolean(),
    createdAt: at.optional(),
  })
  .meta({ id: 'Identity' }) satisfies z.ZodType<IdentityView>;

export const identityPage = z
  .object({
    items: z.array(identityView),
    /** Give it back as `?after=` for the next page; absent on the last one. */
    next: z.string().optional(),
  })
  .meta({ id: 'IdentityPage' });

export const newKey = z
  .object({
    /** Shown once, and kept nowhere. */
    key: z.string(),
    id: z.string(),
    identity: identityView,
  })
  .meta({ id: 'NewKey' }) satisfies z.ZodType<NewKey>;

const person = z.object({ id: z.string(), name: z.string() });

export const timelineEntry = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('request'),
      at,
      request: z.string(),
      action: z.string(),
      resource: z.string(),
      environment: z.string(),
      digest: z.string(),
      status,
      decidedAt: at.optional(),
      votes: z.array(z.object({ vote: z.enum(['approve', 'reject']), person, at })),
      runs: z.int(),
      outcome: outcome.extend({ at }).optional(),
      grant: z
        .object({
          id: z.string(),
          issuedAt: at,
          expiresAt: at,
          uses: z.int(),
          maxUses: z.int(),
          revoked: z.object({ at, why: z.string() }).optional(),
        })
        .optional(),
      /** All that the log has of it. */
      events: z.array(z.object({ at, kind: z.string() })),
    }),
    z.object({
      type: z.literal('change'),
      at,
      /** As in the log: `identity.suspended`, … */
      kind: z.string(),
      by: z.string(),
      reason: z.string().optional(),
      key: z.string().optional(),
    }),
  ])
  .meta({ id: 'TimelineEntry' }) satisfies z.ZodType<TimelineEntry>;

export const timelinePage = z
  .object({ items: z.array(timelineEntry), next: z.string().optional() })
  .meta({ id: 'TimelinePage' });
