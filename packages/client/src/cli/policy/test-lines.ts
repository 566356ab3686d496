import { quote } from '@countersign/core/text/quote';
import type { Unreached } from '@countersign/core/policy/cases/coverage';
import type { CaseResult } from '@countersign/core/policy/cases/run';
import type { FailedCondition } from '@countersign/core/policy/verdict';
import type { Style } from '../show/style.ts';
import { inert } from '../show/text.ts';
import { counted } from './check.ts';
import { hanging } from './hanging.ts';
import { hasFailed } from './test.ts';
import type { Covered, Tested } from './test.ts';

type Screen = { columns: number; style: Style };

/** Each case with what differs, a summary, and what of the policies no case reached. */
export function testLines(
  tested: readonly Tested[],
  covered: readonly Covered[],
  screen: Screen,
): string[] {
  const { style } = screen;
  const all = tested.flatMap(({ cases }) => cases);
  const failed = all.filter(hasFailed).length;
  return [
    ...tested.flatMap(({ file, cases }) => [
      style.strong(inert(file)),
      ...cases.flatMap((result) => caseLines(result, screen)),
    ]),
    '',
    failed === 0
      ? `${style.good('✓')} ${counted(all.length, 'case')} passed.`
      : `${style.bad('✗')} ${failed} of ${counted(all.length, 'case')} failed.`,
    ...covered.flatMap((each) => coverageLines(each, screen)),
  ];
}

function caseLines(result: CaseResult, { columns, style }: Screen): string[] {
  const mark = hasFailed(result) ? style.bad('✗') : style.good('✓');
  return [
    ...hanging(`  ${mark} `, inert(result.name), columns, 4),
    ...result.differences.flatMap(({ what, expected, got }) => [
      `    ${what}`,
      ...hanging(`      ${style.dim('expected')}  `, inert(expected), columns, 16),
      ...hanging(`      ${style.dim('got')}       `, inert(got), columns, 16),
    ]),
    ...(hasFailed(result)
      ? result.failed.flatMap((one) => failedLines(one, { columns, style }))
      : []),
  ];
}

/** A verdict may be stricter than expected only because a case leaves something out. */
function failedLines(
  { rule, stage, error }: FailedCondition,
  { columns, style }: Screen,
): string[] {
  const of = stage === undefined ? '' : `, stage ${quote(stage)}`;
  const text = `the condition of ${quote(rule)}${of} failed: ${inert(error)}`;
  return hanging(`    ${style.busy('!')} `, text, columns, 6);
}

function coverageLines({ policy, parts }: Covered, { columns, style }: Screen): string[] {
  const some = parts.filter(({ total }) => total > 0);
  const missed = some.flatMap(({ kind, unreached }) => unreached.map((one) => ({ kind, one })));
  const reached = some.map(
    ({ kind, total, unreached }) => `${total - unreached.length} of ${counted(total, kind)}`,
  );
  const sums = `${reached.slice(0, -1).join(', ')}${reached.length > 1 ? ' and ' : ''}${reached.at(-1)}`;
  if (missed.length === 0) {
    const all = `All of ${inert(policy)} is reached: ${sums}.`;
    return hanging(`${style.good('✓')} `, all, columns, 2);
  }
  const part = `Of ${inert(policy)}, cases reach ${sums}. No case reaches:`;
  return [
    ...hanging(`${style.busy('!')} `, part, columns, 2),
    ...missed.map(({ kind, one }) => `  ${style.busy('-')} ${kind} ${partText(one)}`),
  ];
}

function partText({ name, rule, file }: Unreached): string {
  const of = rule === undefined ? '' : ` of the rule ${quote(rule)}`;
  return `${quote(name)}${of}${file === undefined ? '' : ` in ${inert(file)}`}`;
}
