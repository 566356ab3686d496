import { explainPlan } from './explain-plan.ts';
import { reason } from './explain-rule.ts';
import { ruleLines } from './explain-rule.ts';
import { byNearness } from './nearest.ts';
import type { FreezeTrace, Trace, Verdict } from './verdict.ts';
import { moment } from '../text/moment.ts';
import { anyOf, quote } from '../text/quote.ts';

export { reason };

/** Of the rules that don't apply, so many are shown: the nearest. */
const MAX_OTHERS = 5;

/** The verdict as a tree of lines for terminals and logs: ✓ and ✗, two spaces a level, no colour. */
export function explain(verdict: Verdict): string {
  const { trace } = verdict;
  const end = verdict.outcome === 'refuse' ? refusalLines(verdict) : explainPlan(verdict);
  return [heading(verdict), ...shownRules(trace), ...trace.freezes.map(freezeLine), ...end].join(
    '\n',
  );
}

function heading(verdict: Verdict): string {
  if (verdict.outcome === 'refuse') return `✗ ${refusals[verdict.code]}`;
  const { rules } = verdict.plan;
  const which = `${rules.length === 1 ? 'Rule' : 'Rules'} ${anyOf(rules, 'and')}`;
  const verb = verdict.outcome === 'ask' ? 'ask' : 'allow';
  return `✓ ${which} ${rules.length === 1 ? `${verb}s` : verb}.`;
}

const refusals = {
  no_rule: 'Refused: no rule applies.',
  refused_by_rule: 'Refused by rule.',
  frozen: 'Refused: frozen.',
  no_stage: 'Refused: no stage is left.',
} as const;

function shownRules({ rules }: Trace): string[] {
  const others = rules.filter(({ applies }) => !applies);
  const near = byNearness(others).slice(0, MAX_OTHERS);
  const shown = new Set([...rules.filter(({ applies }) => applies), ...near]);
  const rest = rules.length - shown.size;
  return [
    ...rules.filter((rule) => shown.has(rule)).flatMap(ruleLines),
    ...(rest > 0
      ? [`  - ${rest === 1 ? '1 more rule does' : `${rest} more rules do`} not apply`]
      : []),
  ];
}

function freezeLine({ freeze, during, until }: FreezeTrace): string {
  const does = during === 'hold' ? 'holds what is approved' : 'refuses';
  return `  ! freeze ${quote(freeze)} ${does} until ${moment(until)}`;
}

function refusalLines({ message, suggestion }: Extract<Verdict, { outcome: 'refuse' }>): string[] {
  if (suggestion === undefined) return [message];
  const lines = suggestion
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return [message, 'A rule for this request, to check and put under "rules":', ...lines];
}
