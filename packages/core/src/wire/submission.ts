import { z } from 'zod';
import { json } from './json.ts';
import type { Change, Submission, Ticket } from './types.ts';

export type { Change, Submission, Ticket };

/** Lower-case words that policy matches on: `deploy`, `rotate-key`, `db.migrate`. */
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-"')
  .meta({ examples: ['deploy'] });

/** A resource name; `/` separates the segments that a policy glob matches one by one. */
const resource = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{C}]+$/u, 'must have no spaces and no control characters')
  .meta({ examples: ['payments-api', 'db/orders/customers'] });

const httpsUrl = z
  .url({ protocol: /^https?$/u })
  .max(1_000)
  .meta({ examples: ['https://tickets.example.com/OPS-214'] });

const artifact = z.strictObject({
  name: z.string().min(1).max(200),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/u, 'must be sha256: and 64 hex digits'),
});

/** What exactly will happen. All of it goes into the change digest. */
export const change = z.strictObject({
  summary: z.string().max(500).optional(),
  repository: z.string().max(300).optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/u, 'must be 7 to 64 hex digits')
    .optional(),
  /** A unified diff, as `git diff` prints it. */
  diff: z.string().max(1_000_000).optional(),
  /** E-mail addresses of those who wrote it, as git has them. They don't decide about it. */
  authors: z
    .array(
      z
        .string()
        .min(3)
        .max(254)
        .regex(/^[\x21-\x7e]+@[\x21-\x7e]+$/u, 'must be an e-mail address'),
    )
    .max(100)
    .optional(),
  artifacts: z.array(artifact).max(50).optional(),
  /** The command that will run, one argument an item. */
  command: z.array(z.string().max(4_000)).max(200).optional(),
});

export const ticket = z.strictObject({
  key: z.string().min(1).max(64),
  url: httpsUrl.optional(),
  title: z.string().max(300).optional(),
});

/** The body of `POST /v1/requests`: a bot asks. */
export const submission = z
  .strictObject({
    action: slug,
    resource,
    environment: slug,
    parameters: z.record(z.string().min(1).max(100), json).optional(),
    change: change.optional(),
    /** Why, in the bot's words. Shown, logged as a commitment, not part of the digest. */
    reason: z.string().max(2_000).optional(),
    tickets: z.array(ticket).max(10).optional(),
    /** Seconds until the request expires unanswered. Policy may make it shorter, never longer. */
    expiresIn: z.int().min(10).max(604_800).optional(),
  })
  .meta({ id: 'Submission' }) satisfies z.ZodType<Submission>;
