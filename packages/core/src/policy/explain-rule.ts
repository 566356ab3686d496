import { anyOf, quote } from '../text/quote.ts';
import type { ConditionCheck, FieldCheck, RuleTrace } from './verdict.ts';

const verbs = { ask: 'asks', allow: 'allows', refuse: 'refuses' } as const;

export function ruleLines({
  rule,
  file,
  asks,
  applies,
  checks,
  when,
  stages,
}: RuleTrace): string[] {
  const from = file === null ? '' : ` of ${quote(file)}`;
  return [
    `  ${mark(applies)} rule ${quote(rule)}${from}${applies ? ` ${verbs[asks]}` : ''}`,
    ...checks.map((check) => `    ${mark(check.matched)} ${reason(check)}`),
    ...(when ? [`    ${mark(when.holds)} ${condition(when)}`] : []),
    ...(stages ?? []).flatMap((stage) =>
      stage.when
        ? [`    ${mark(stage.asked)} stage ${quote(stage.name)} ${condition(stage.when)}`]
        : [],
    ),
  ];
}

/** Why a field matched or not, such as `environment "staging" is not "production"`. */
export function reason({ field, value, matched, globs, by }: FieldCheck): string {
  const subject = `${field} ${quote(value)}`;
  if (by !== undefined) return by === value ? subject : `${subject} matches ${quote(by)}`;
  if (matched) return `${subject}: the rule takes any`;
  return `${subject} does not match ${anyOf(globs)}`;
}

function condition({ source, error }: ConditionCheck): string {
  const failed = error === undefined ? '' : `: failed, so the stricter is taken. ${error}`;
  return `when ${quote(source.trim())}${failed}`;
}

function mark(holds: boolean): string {
  return holds ? '✓' : '✗';
}
