import type { Plan } from './plan.ts';
import type { Limit, MatchField, Outcome } from './policy.ts';

/** What a request says about itself, as far as globs look at it; `identity` is the identity's name. */
export type Asked = { [field in MatchField]: string };

/** One field against one rule. `globs` is empty where the rule takes anything; `by` is the glob that matched. */
export type FieldCheck = {
  field: MatchField;
  value: string;
  matched: boolean;
  globs: string[];
  by?: string;
};

/** A condition and what it said; with an `error` it holds wherever that is the stricter. */
export type ConditionCheck = { source: string; holds: boolean; error?: string };

/** `applies`: its globs match and its condition holds. The condition is judged where the globs match. */
export type RuleTrace = {
  rule: string;
  file: string | null;
  asks: Outcome['kind'];
  applies: boolean;
  checks: FieldCheck[];
  when?: ConditionCheck;
  /** The stages of a rule that applies and asks. */
  stages?: StageTrace[];
};

export type StageTrace = { name: string; asked: boolean; when?: ConditionCheck };

/** A freeze that matches and whose window holds the moment. */
export type FreezeTrace = { freeze: string; during: 'refuse' | 'hold'; until: number };

/** A condition without a value, of a rule or of a stage of it. */
export type FailedCondition = { rule: string; stage?: string; error: string };

export type Trace = {
  /** Every rule of the policy, in the order of the document. */
  readonly rules: RuleTrace[];
  /** Conditions that the verdict took for the stricter, as a fact that they read is not known. */
  failed: FailedCondition[];
  freezes: FreezeTrace[];
};

/**
 * Why policy refuses at once. `no_rule`: nothing applies. `refused_by_rule`: a rule says so.
 * `frozen`: a freeze says so. `no_stage`: rules ask, and the conditions of all their stages say no.
 */
export type PolicyRefusal = 'no_rule' | 'refused_by_rule' | 'frozen' | 'no_stage';

/** How often an identity may ask by a rule that asks or allows; one that is used up refuses. */
export type RuleLimit = { rule: string; limit: Limit };

/** Policy's judgment, with its reasons: of all rules that apply, the strictest wins. */
export type Verdict =
  | { outcome: 'ask'; plan: Plan; limits: RuleLimit[]; trace: Trace }
  | { outcome: 'allow'; plan: Plan; limits: RuleLimit[]; trace: Trace }
  | {
      outcome: 'refuse';
      code: PolicyRefusal;
      message: string;
      /** The rules and freezes that refuse, by name. */
      by: string[];
      /** When a freeze is over; milliseconds. */
      until?: number;
      /** The rule that came nearest, by name. */
      nearest?: string;
      /** YAML of a rule for this request, to put under `rules`. Absent where no glob names it exactly. */
      suggestion?: string;
      trace: Trace;
    };
