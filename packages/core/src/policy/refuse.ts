import type { Contribution } from './combine.ts';
import type { Judged } from './judge.ts';
import { nearestOf } from './nearest.ts';
import type { Policy } from './policy.ts';
import { moment } from '../text/moment.ts';
import { anyOf, quote } from '../text/quote.ts';
import { suggestRule } from './suggest.ts';
import type { Asked, FreezeTrace, RuleTrace, Trace, Verdict } from './verdict.ts';

export function refusedByRule(refusing: readonly Judged[], trace: Trace): Verdict {
  const reasons = refusing.flatMap(({ rule: { name, outcome } }) =>
    outcome.kind === 'refuse' ? [`${quote(name)}: ${sentence(outcome.reason)}`] : [],
  );
  const by = refusing.map(({ rule }) => rule.name);
  return {
    outcome: 'refuse',
    code: 'refused_by_rule',
    message: `Refused by ${by.length === 1 ? 'the rule' : 'the rules'} ${reasons.join(' ')}`,
    by,
    trace,
  };
}

/** `stopping`: freezes in force, at least one. */
export function frozen(stopping: readonly FreezeTrace[], trace: Trace): Verdict {
  const until = Math.max(...stopping.map((each) => each.until));
  const by = stopping.map(({ freeze }) => freeze);
  return {
    outcome: 'refuse',
    code: 'frozen',
    message: `Frozen by ${by.map(quote).join(' and ')} until ${moment(until)}. Ask again then.`,
    by,
    until,
    trace,
  };
}

/** Rules ask, and nobody is left who could agree. */
export function noStage(asks: readonly Contribution[], trace: Trace): Verdict {
  const by = asks.map(({ rule }) => rule.name);
  const failed = asks.some(({ surely, stages }) => !surely || stages.length > 0);
  const why = failed
    ? 'and as conditions failed, it is not sure that any of their stages is asked for'
    : 'and the conditions of all their stages are false';
  const message = `The rules ${by.map(quote).join(' and ')} ask for approval, ${why}: nobody could approve. Give one of them a stage without a condition.`;
  return { outcome: 'refuse', code: 'no_stage', message, by, trace };
}

/** No rule applies for sure: says which came nearest, and how a rule for this request would look. */
export function noRule(policy: Policy, asked: Asked, trace: Trace): Verdict {
  const nearest = nearestOf(trace.rules)[0];
  const suggestion = suggestRule(policy, asked, trace);
  const message = [
    `No rule of the policy lets ${quote(asked.identity)} ask for ${quote(asked.action)} on ${quote(asked.resource)} in ${quote(asked.environment)}.`,
    ...(nearest ? [`The nearest is ${quote(nearest.rule)}: ${misses(nearest)}.`] : []),
    'To allow such requests, add a rule to the policy.',
  ].join(' ');
  return {
    outcome: 'refuse',
    code: 'no_rule',
    message,
    by: [],
    ...(nearest && { nearest: nearest.rule }),
    ...(suggestion !== undefined && { suggestion }),
    trace,
  };
}

function misses({ checks, when }: RuleTrace): string {
  const failed = checks.filter((check) => !check.matched);
  if (failed.length > 0) {
    return failed.map(({ field, globs }) => `its ${field} is ${anyOf(globs)}`).join(', ');
  }
  const condition = `its condition ${quote(when?.source ?? '')}`;
  return when?.error === undefined
    ? `${condition} is false`
    : `${condition} failed, so that nobody knows whether it applies (${when.error.replace(/\.$/, '')})`;
}

function sentence(reason: string): string {
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}
