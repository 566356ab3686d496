import type { Policy } from './policy.ts';
import { anyOf, quote } from '../text/quote.ts';
import { suggestRule } from './suggest.ts';
import type { Asked, RuleTrace, Trace, Verdict } from './verdict.ts';

/** No rule matched: says which came nearest, and how a rule for this request would look. */
export function refuse(policy: Policy, asked: Asked, trace: Trace): Verdict {
  const nearest = nearestOf(trace);
  const suggestion = suggestRule(policy, asked, nearest?.rule);
  const message = [
    `No rule of the policy lets ${quote(asked.identity)} ask for ${quote(asked.action)} on ${quote(asked.resource)} in ${quote(asked.environment)}.`,
    ...(nearest ? [`The nearest is ${quote(nearest.rule)}: ${misses(nearest)}.`] : []),
    'To allow such requests, add a rule to the policy.',
  ].join(' ');
  return {
    outcome: 'refuse',
    code: 'no_rule',
    message,
    ...(nearest && { nearest: nearest.rule }),
    ...(suggestion !== undefined && { suggestion }),
    trace,
  };
}

/** The first of those with the most fields matched. */
function nearestOf(trace: Trace): RuleTrace | undefined {
  let nearest: RuleTrace | undefined;
  let most = -1;
  for (const node of trace.rules) {
    const count = hits(node);
    if (count > most) [nearest, most] = [node, count];
  }
  return nearest;
}

function hits(node: RuleTrace): number {
  let count = 0;
  for (const check of node.checks) if (check.matched) count++;
  return count;
}

function misses(node: RuleTrace): string {
  const failed = node.checks.filter((check) => !check.matched);
  return failed.map(({ field, globs }) => `its ${field} is ${anyOf(globs)}`).join(', ');
}
