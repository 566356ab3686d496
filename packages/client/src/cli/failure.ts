import { LogError } from '@countersign/core/log/error';
import { SourceError } from '../change/snapshot.ts';
import { GitError } from '../git/git.ts';
import { WriteError } from '../write-error.ts';
import { CountersignError } from '../sdk/error.ts';
import { UsageError } from './exit.ts';
import { NotRunnable } from './find-program.ts';
import { Interrupted } from './signals.ts';
import { FaultyDocument } from './policy/files.ts';
import { ToolsMissing } from './policy/tools.ts';
import type { Failure } from './show/reporter.ts';

const ADVICE = 'Check that the service runs, and the address in COUNTERSIGN_URL or --url.';

/** Any error as something to show: a closed code where there is one, and never a stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CountersignError) {
    const details = error.problem?.errors?.map(({ path, message }) =>
      path === '' ? message : `${path}: ${message}`,
    );
    const advice = error.code === 'unreachable' ? ` ${ADVICE}` : '';
    return { code: error.code, sentence: error.message + advice, ...(details && { details }) };
  }
  if (error instanceof UsageError) return { code: 'usage', sentence: error.message };
  if (error instanceof ToolsMissing) return { code: 'tools_missing', sentence: error.message };
  if (error instanceof FaultyDocument) {
    return { code: 'faulty_document', sentence: error.message, details: error.lines };
  }
  if (error instanceof Interrupted) return { code: 'interrupted', sentence: error.message };
  if (error instanceof NotRunnable) return { code: 'not_runnable', sentence: error.message };
  if (error instanceof WriteError) return { code: 'cannot_write', sentence: error.message };
  if (error instanceof LogError) return { code: error.code, sentence: error.message };
  if (error instanceof GitError || error instanceof SourceError) {
    return { code: 'unreadable_change', sentence: error.message };
  }
  const sentence = error instanceof Error ? error.message : String(error);
  return { code: 'unexpected', sentence: `Something unexpected happened: ${sentence}` };
}
