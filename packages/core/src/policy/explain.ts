import { formatDuration } from './duration.ts';
import type { Plan } from './plan.ts';
import { anyOf, quote } from '../text/quote.ts';
import type { FieldCheck, RuleTrace, Verdict } from './verdict.ts';

/** The verdict as a tree of lines for terminals and logs: ✓ and ✗, two spaces a level, no colour. */
export function explain(verdict: Verdict): string {
  const { trace } = verdict;
  const rules = trace.rules.flatMap(ruleLines);
  const rest = trace.notReached > 0 ? [`  - ${laterRules(trace.notReached)}`] : [];
  const end = verdict.outcome === 'ask' ? planLines(verdict.plan) : refusalLines(verdict);
  const heading =
    verdict.outcome === 'ask'
      ? `✓ Rule ${quote(verdict.plan.rule)} decides.`
      : '✗ Refused: no rule matches.';
  return [heading, ...rules, ...rest, ...end].join('\n');
}

function ruleLines({ rule, matched, checks }: RuleTrace): string[] {
  return [
    `  ${mark(matched)} rule ${quote(rule)}`,
    ...checks.map((check) => `    ${mark(check.matched)} ${reason(check)}`),
  ];
}

/** Why a field matched or not, such as `environment "staging" is not "production"`. */
export function reason({ field, value, matched, globs, by }: FieldCheck): string {
  const subject = `${field} ${quote(value)}`;
  if (by !== undefined) return by === value ? subject : `${subject} matches ${quote(by)}`;
  if (matched) return `${subject}: the rule takes any`;
  return `${subject} does not match ${anyOf(globs)}`;
}

function laterRules(count: number): string {
  return count === 1 ? '1 later rule was not looked at' : `${count} later rules were not looked at`;
}

function planLines(plan: Plan): string[] {
  return [
    'Asks:',
    ...plan.stages.map(
      ({ name, quorum, groups }, at) =>
        `  ${at + 1}. ${quote(name)}: ${quorum} of ${anyOf(groups)}`,
    ),
    `In: ${plan.routes.map(({ platform, channel }) => `${platform} ${channel}`).join(', ')}`,
    ...(plan.fallbacks
      ? [`One-way where that fails: ${plan.fallbacks.map(quote).join(', ')}`]
      : []),
    `Expires after: ${formatDuration(plan.expiresInMs)}`,
    `Policy: ${plan.policyVersion}`,
  ];
}

function refusalLines({ message, suggestion }: Extract<Verdict, { outcome: 'refuse' }>): string[] {
  if (suggestion === undefined) return [message];
  const lines = suggestion
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return [message, 'A rule for this request, to check and put under "rules":', ...lines];
}

function mark(matched: boolean): string {
  return matched ? '✓' : '✗';
}
