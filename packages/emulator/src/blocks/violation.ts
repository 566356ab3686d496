import type { z } from 'zod';

/** The error a Web API method answers with. */
export type ApiError =
  | 'invalid_blocks'
  | 'msg_blocks_too_long'
  | 'msg_too_long'
  | 'no_text'
  | 'invalid_arguments'
  | 'view_too_large';

export interface Violation {
  /** JSON pointer (RFC 6901) from the root of the argument, e.g. `/blocks/3/elements/0/value`. */
  path: string;
  /** As Slack words it in `response_metadata.messages`. */
  message: string;
  /** What the Web API method answers as `error`. */
  error: ApiError;
}

const escape = (key: PropertyKey) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

export const pointer = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${escape(key)}`).join('');

type Issue = z.core.$ZodIssue;
type Finding = { path: readonly PropertyKey[]; message: string };

const at = (issue: Issue, message: string): Finding[] => [{ path: issue.path, message }];

const missing = (issue: Issue): Finding[] => [
  {
    path: issue.path.slice(0, -1),
    message: `missing required field: ${String(issue.path.at(-1))}`,
  },
];

const isList = (origin: string) => origin === 'array';

/** Says a zod issue in Slack's words. */
function findings(issue: Issue): Finding[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: issue.path,
        message: `invalid additional property: ${key}`,
      }));
    case 'invalid_type':
      return issue.input === undefined
        ? missing(issue)
        : at(issue, `must provide ${/^[aio]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`);
    case 'invalid_union':
      if (issue.discriminator === undefined)
        return at(issue, 'failed to match all allowed schemas');
      return unsupported(issue);
    case 'too_big':
      return at(
        issue,
        isList(issue.origin)
          ? `no more than ${issue.maximum} items allowed`
          : `must be less than ${Number(issue.maximum) + 1}`,
      );
    case 'too_small':
      if (isList(issue.origin)) return at(issue, `no fewer than ${issue.minimum} items allowed`);
      return at(
        issue,
        issue.origin === 'string'
          ? `must be more than ${Number(issue.minimum) - 1} characters`
          : `must be more than ${Number(issue.minimum) - 1}`,
      );
    case 'invalid_value':
      return issue.input === undefined ? missing(issue) : at(issue, 'must be a valid enum value');
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
      return at(issue, issue.message);
    default:
      return issue satisfies never;
  }
}

/** The `type` of an object is missing, or unknown, or not allowed where it stands. */
function unsupported(issue: z.core.$ZodIssueInvalidUnion): Finding[] {
  const type = (issue.input as { type?: unknown } | null)?.type;
  if (type === undefined) return missing(issue);
  return at(
    issue,
    typeof type === 'string' ? `unsupported type: ${type}` : 'must provide a string',
  );
}

export const violations = (
  error: ApiError,
  issues: readonly Issue[],
  root: readonly PropertyKey[] = [],
): Violation[] =>
  issues
    .flatMap(findings)
    .map(({ path, message }) => ({ path: pointer([...root, ...path]), message, error }));
