import type { z } from 'zod';
import type { Finding, Path } from './fault.ts';

const kinds: { [expected: string]: string } = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Says in a sentence what zod found, for the issues that have no sentence of ours. */
export function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return `The key "${String(issue.path?.at(-1))}" is missing.`;
  return `This must be ${kinds[issue.expected] ?? issue.expected}, and is ${kindOf(issue.input)}.`;
}

/** Zod's issue as a finding; hints travel in `params`. */
export function toFinding(issue: z.core.$ZodIssue): Finding {
  const path: Path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const { hint, at } = issue.code === 'custom' ? (issue.params ?? {}) : quoteHint(issue);
  const finding: Finding = { path, message: issue.message };
  if (at === 'key') finding.at = 'key';
  if (typeof hint === 'string') finding.hint = hint;
  return finding;
}

function quoteHint(issue: z.core.$ZodIssue): { hint?: string; at?: string } {
  const wantsText = issue.code === 'invalid_type' && issue.expected === 'string';
  const gotOther = / is (?:a number|a fraction|true or false)\.$/.test(issue.message);
  return wantsText && gotOther ? { hint: 'Put it in quotes.' } : {};
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return typeof value === 'boolean' ? 'true or false' : 'a mapping';
}
