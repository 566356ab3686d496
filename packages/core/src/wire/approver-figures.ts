import { z } from 'zod';
import type { ApproverFigures } from './types.ts';

export type { ApproverFigures };

/** How fast people decide, as operators see it. Nobody is refused for being quick. */
export const approverFigures = z
  .object({
    /** From when on it counts: as asked, or later where there are too many decisions. */
    since: z.iso.datetime({ precision: 3 }),
    items: z.array(
      z.object({
        person: z.object({ id: z.string(), name: z.string() }),
        decisions: z.int(),
        /** Those within three seconds of seeing the request. */
        quick: z.int(),
        /** Since the card was posted or the stage opened, whichever was later. */
        seconds: z.object({ median: z.number(), p95: z.number() }),
      }),
    ),
  })
  .meta({ id: 'ApproverFigures' }) satisfies z.ZodType<ApproverFigures>;
