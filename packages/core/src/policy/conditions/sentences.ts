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

const plainly: readonly (readonly [RegExp, string])[] = [
  [/^no such overload: (.+)$/, 'There is no $1: the types do not fit.'],
  [/^Unexpected token: EOF$/, 'The condition ends before it is complete.'],
  [/^Exceeded \w+ \((\d+)\)$/, 'A condition has no more than $1 of these.'],
];

function said(summary: string): string {
  const [pattern, words] = plainly.find(([each]) => each.test(summary)) ?? [];
  const plain = pattern && words ? summary.replace(pattern, words) : summary;
  const text = visible(truncate(plain, 300)).replaceAll('\n', ' ');
  const first = /^\w+\(/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase();
  return `${first}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
