import { evaluate } from '../evaluate.ts';
import type { Policy } from '../policy.ts';

import type { FailedCondition, Verdict } from '../verdict.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';
import { caseFacts, looksAtTheClock } from './facts.ts';
import type { WrittenCase } from './shape.ts';

/** It passed where there are no differences; `failed` tells of conditions that had no value. */
export type CaseResult = {
  name: string;
  verdict: Verdict;
  differences: Difference[];
  failed: FailedCondition[];
};

/** Judges what a case asks, as the service would. */
export function runCase(policy: Policy, written: WrittenCase): CaseResult {
  const verdict = evaluate(policy, caseFacts(policy, written));
  const found = differences(written.expect, verdict);
  if (written.at === undefined && looksAtTheClock(policy)) found.unshift(noMoment);
  return { name: written.name, verdict, differences: found, failed: verdict.trace.failed };
}

// A case that is judged now would pass today and fail next week.
const noMoment: Difference = {
  what: 'at',
  expected: 'a moment, as this policy looks at the clock',
  got: 'none',
};
