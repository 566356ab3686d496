import type { Condition, ConditionResult } from '../conditions/condition.ts';
import type { ConditionFacts } from '../conditions/facts.ts';
import type { PreparedFacts } from '../conditions/prepare.ts';
import type { Policy } from '../policy.ts';

/** So much is kept for conditions that read the same facts, and of facts no longer than this. */
const MAX_KEPT = 10_000;
const MAX_LENGTH = 1_000;

/**
 * The same policy, whose conditions are judged once over facts that are the same to them: of a
 * hundred thousand requests most look alike to most conditions.
 */
export function remembering(policy: Policy): Policy {
  const given = new WeakMap<PreparedFacts, ConditionFacts>();
  const kept = new Map<string, Kept>();
  const remembered = (condition: Condition | null): Condition | null => {
    // No two requests are made at one moment.
    if (condition === null || condition.needs.has('time.now')) return condition;
    const needs = [...condition.needs].toSorted();
    const results = kept.get(needs.join()) ?? keeping(needs, given);
    kept.set(needs.join(), results);
    return { ...condition, evaluate: (facts) => results(condition, facts) };
  };
  return {
    ...policy,
    rules: policy.rules.map((rule) => ({
      ...rule,
      when: remembered(rule.when),
      outcome:
        rule.outcome.kind !== 'ask'
          ? rule.outcome
          : {
              ...rule.outcome,
              stages: rule.outcome.stages.map((one) => ({ ...one, when: remembered(one.when) })),
            },
    })),
    prepareFacts(facts) {
      const prepared = policy.prepareFacts(facts);
      given.set(prepared, facts);
      return prepared;
    },
  };
}

type Kept = (condition: Condition, facts: PreparedFacts) => ConditionResult;
type Results = Map<Condition, ConditionResult>;

/** For conditions that read these facts. */
function keeping(needs: readonly string[], given: WeakMap<PreparedFacts, ConditionFacts>): Kept {
  const byFacts = new Map<string, Results>();
  let last: PreparedFacts | undefined;
  let results: Results = new Map();
  return (condition, facts) => {
    if (facts !== last) {
      last = facts;
      results = resultsOf(byFacts, textOf(needs, facts, given.get(facts) ?? {}));
    }
    const known = results.get(condition);
    if (known) return known;
    const result = condition.evaluate(facts);
    results.set(condition, result);
    return result;
  };
}

function resultsOf(byFacts: Map<string, Results>, text: string): Results {
  if (text.length > MAX_LENGTH) return new Map();
  const known = byFacts.get(text);
  if (known) return known;
  if (byFacts.size >= MAX_KEPT) byFacts.clear();
  const fresh: Results = new Map();
  byFacts.set(text, fresh);
  return fresh;
}

/** With the sizes that the work of a condition is bounded by, as those are of all facts. */
function textOf(needs: readonly string[], sizes: PreparedFacts, facts: ConditionFacts): string {
  const all: { readonly [variable: string]: { readonly [field: string]: unknown } | undefined } =
    facts;
  const texts = needs.map((path) => {
    const [variable = '', field = ''] = path.split('.');
    return JSON.stringify(all[variable]?.[field]) ?? 'unknown';
  });
  return [sizes.largest, sizes.longestText, ...texts].join('\n');
}
