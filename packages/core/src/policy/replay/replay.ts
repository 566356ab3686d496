import { clock } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { needs } from '../needs.ts';
import type { Quorum } from '../plan.ts';
import type { Policy } from '../policy.ts';
import type { Verdict } from '../verdict.ts';
import { pastFacts } from './past.ts';
import type { Known, PastRequest } from './past.ts';
import { remembering } from './remember.ts';

/** A judgment as far as two of them are compared; stages in words, without their names. */
export type Judgment = {
  outcome: Verdict['outcome'];
  rules: string[];
  stages: string[];
  /** Why it is refused, though the rules by themselves would not. */
  heldBack?: HeldBack;
};

/** As the service refuses: by a limit of rules that ask, or that allow, and after a rejection. */
export type HeldBack = 'rate_limited' | 'allowance_used_up' | 'cooling_down';

/**
 * `people`: other stages are asked; `rules`: the same stages by other rules; `answered`: with a
 * request that was there.
 */
export type Change = 'same' | 'allow' | 'ask' | 'refuse' | 'people' | 'rules' | 'answered';

export type Replayed = {
  id: string;
  createdAt: string;
  before: Judgment;
  after: Judgment;
  change: Change;
  /** The request that it would have been answered with. */
  answeredBy?: string;
  /** Why conditions had no value; where there are any, the verdict is the strictest that may be. */
  unknown: string[];
};

/** Judges past requests by a draft, each by itself and as of the moment when it was made. */
export function replayer(draft: Policy, known: Known = {}): (past: PastRequest) => Replayed {
  const judge = judging(draft, known);
  return (past) => judge(past).replayed;
}

/** The same, with the verdict. */
export function judging(
  draft: Policy,
  known: Known,
): (past: PastRequest) => { replayed: Replayed; verdict: Verdict } {
  const needed = needs(draft);
  const policy = remembering(draft);
  return (past) => {
    const time = clock(draft, Date.parse(past.createdAt));
    const verdict = evaluate(policy, pastFacts(past, { needs: needed, time, known }));
    const [before, after] = [judgmentThen(past), judgmentNow(verdict)];
    const unknown = [...new Set(verdict.trace.failed.map(({ error }) => error))];
    const { id, createdAt } = past;
    const change = changeOf(before, after);
    return { replayed: { id, createdAt, before, after, change, unknown }, verdict };
  };
}

/** What was refused is no request, so that each of them was asked for or allowed. */
function judgmentThen({ policy, stages }: PastRequest): Judgment {
  const outcome = stages.length === 0 ? 'allow' : 'ask';
  return { outcome, rules: policy.rules, stages: stages.map(stageText) };
}

function judgmentNow(verdict: Verdict): Judgment {
  const { outcome } = verdict;
  if (verdict.outcome === 'refuse') return { outcome, rules: verdict.by, stages: [] };
  return { outcome, rules: verdict.plan.rules, stages: verdict.plan.stages.map(stageText) };
}

function stageText({ combine, quorums }: { combine: 'all' | 'any'; quorums: Quorum[] }): string {
  return quorums
    .map(({ quorum, groups }) => `${quorum} of ${groups.join(' or ')}`)
    .join(combine === 'all' ? ' and ' : ', or ');
}

function changeOf(before: Judgment, after: Judgment): Change {
  if (before.outcome !== after.outcome) return after.outcome;
  if (!isSame(before.stages, after.stages)) return 'people';
  return isSame(before.rules, after.rules) ? 'same' : 'rules';
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());
}
