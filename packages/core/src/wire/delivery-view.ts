import { z } from 'zod';
import type { DeadDelivery } from './types.ts';

export type { DeadDelivery };

/** A delivery that was given up, as operators see it. Its payload stays inside. */
export const deadDelivery = z
  .object({
    id: z.string(),
    /** What it was to do: `card.post`, `webhook.send`, … */
    task: z.string(),
    lane: z.string(),
    request: z.string().optional(),
    attempts: z.int(),
    /** Why the last attempt failed. */
    error: z.string(),
    diedAt: z.iso.datetime({ precision: 3 }),
  })
  .meta({ id: 'DeadDelivery' }) satisfies z.ZodType<DeadDelivery>;

export const deadDeliveryPage = z
  .object({
    items: z.array(deadDelivery),
    /** Give it back as `?after=` for the next page; absent on the last one. */
    next: z.string().optional(),
  })
  .meta({ id: 'DeadDeliveryPage' });
