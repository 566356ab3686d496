import { EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { truncate } from '../../text/truncate.ts';
import { visible } from '../../text/visible.ts';
import { ConditionFault, NoValue } from './fault.ts';

type Refusal = { message: string; hint?: string | undefined; start?: number | undefined };

/** What is wrong with a condition, for whoever wrote it. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof ConditionFault) return error;
  if (error instanceof ParseError || error instanceof CelTypeError) {
    return { message: said(error.summary), start: error.range?.start };
  }
  return { message: 'This condition can not be read.' };
}

/** Why a condition has no value; what comes from facts is inert in it. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoValue) return error.message;
  if (error instanceof EvaluationError) {
    const ask = error.code === 'no_such_key' ? ' Ask for it with has() or "in" first.' : '';
    return said(error.summary) + ask;
  }
  return 'This condition can not be evaluated for these facts.';
}

function said(summary: string): string {
  const text = visible(truncate(summary, 300)).replaceAll('\n', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
