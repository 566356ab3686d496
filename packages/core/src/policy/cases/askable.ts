import type { z } from 'zod';
import { submission } from '../../wire/submission.ts';

export type AskedField = 'action' | 'environment' | 'resource';

/** Why the service takes a request with this from nobody, as a sentence; undefined where it takes it. */
export function unaskable(field: AskedField, value: string): string | undefined {
  const [issue] = submission.shape[field].safeParse(value).error?.issues ?? [];
  return issue && `No request can have this: ${wordsOf(issue)}.`;
}

function wordsOf({ code, message }: z.core.$ZodIssue): string {
  return code === 'invalid_format' ? `it ${message}` : 'it has 1 to 200 characters';
}
