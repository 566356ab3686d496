import { z } from 'zod';
import { problemStatus, type ProblemCode } from './problem-status.ts';
import type { Problem } from './types.ts';

export { problemStatus };
export type { Problem, ProblemCode };

const codes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457 problem details, with a closed `code`. `detail` says what happened, why, what to do. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    /** What exactly is wrong with the input; `path` is a JSON pointer (RFC 6901). */
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Seconds to wait before another try. */
    retryAfter: z.number().optional(),
  })
  .meta({ id: 'Problem' }) satisfies z.ZodType<Problem>;
