import type { Plan } from './plan.ts';
import type { MatchField } from './policy.ts';

/** What a request says about itself, as far as rules look at it; `identity` is the identity's name. */
export type Asked = { [field in MatchField]: string };

/** One field against one rule. `globs` is empty where the rule takes anything; `by` is the glob that matched. */
export type FieldCheck = {
  field: MatchField;
  value: string;
  matched: boolean;
  globs: string[];
  by?: string;
};

export type RuleTrace = { rule: string; matched: boolean; checks: FieldCheck[] };

/** The rules that were looked at, in order: the last one is the one that matched, if any did. */
export type Trace = {
  rules: RuleTrace[];
  /** Rules after the one that matched. */ notReached: number;
};

/** Policy's judgment, with its reasons. */
export type Verdict =
  | { outcome: 'ask'; plan: Plan; trace: Trace }
  | {
      outcome: 'refuse';
      code: 'no_rule';
      message: string;
      /** The rule that came nearest, by name. */
      nearest?: string;
      /** YAML of a rule for this request, to put under `rules`. Absent where no glob names it exactly. */
      suggestion?: string;
      trace: Trace;
    };
