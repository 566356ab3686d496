import type { z } from 'zod';
import type { Finding, Path } from './fault.ts';

/** Zod's issue as a finding; hints travel in `params`. */
export function toFinding(issue: z.core.$ZodIssue): Finding {
  const path: Path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const { hint, at, within } = issue.code === 'custom' ? (issue.params ?? {}) : quoteHint(issue);
  const finding: Finding = { path, message: issue.message };
  if (at === 'key') finding.at = 'key';
  if (typeof hint === 'string') finding.hint = hint;
  if (isPosition(within)) finding.within = within;
  return finding;
}

function isPosition(value: unknown): value is { line: number; column: number } {
  return typeof value === 'object' && value !== null && 'line' in value && 'column' in value;
}

function quoteHint(issue: z.core.$ZodIssue): { hint?: string; at?: string; within?: unknown } {
  const wantsText = issue.code === 'invalid_type' && issue.expected === 'string';
  const gotOther = / is (?:a number|a fraction|true or false)\.$/.test(issue.message);
  return wantsText && gotOther ? { hint: 'Put it in quotes.' } : {};
}
