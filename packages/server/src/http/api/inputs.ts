import { z } from 'zod';

/** What many routes take alike: ids, keys, pages, and the credentials that open them. */

type Security = { [scheme: string]: string[] }[];

export const forBots: { security: Security } = { security: [{ bearer: [] }] };
/** People who are signed in call these by their session. */
export const forPeopleToo: { security: Security } = { security: [{ bearer: [] }, { session: [] }] };

export const byId = z.object({ id: z.string().max(100) });

/** The header under which a call is known again. */
export const idempotent = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/u, 'must be 1 to 200 visible ASCII characters')
    .optional(),
});

/** Items of a page. */
export const limit = z.coerce.number().int().min(1).max(100).default(20);
