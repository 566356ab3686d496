import { problemStatus, type Problem, type ProblemCode } from '@countersign/core/wire/problem';

const titles: { [status: number]: string } = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Timeout',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Unavailable',
};

/** RFC 9457 problem details for a code of the one table. */
export function problemOf(
  code: ProblemCode,
  detail: string,
  more: Pick<Problem, 'errors' | 'retryAfter'> = {},
): Problem {
  const status = problemStatus[code];
  return {
    type: `urn:countersign:problem:${code}`,
    title: titles[status] ?? 'Problem',
    status,
    detail,
    code,
    ...(more.errors ? { errors: more.errors } : {}),
    ...(more.retryAfter === undefined ? {} : { retryAfter: more.retryAfter }),
  };
}
