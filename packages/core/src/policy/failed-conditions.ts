import type { Verdict } from './verdict.ts';

/** A condition without a value, of a rule or of a stage of it. */
export type FailedCondition = { rule: string; stage?: string; error: string };

/** Conditions that the verdict took for the stricter, as a fact that they read is not known. */
export function failedConditions({ trace }: Verdict): FailedCondition[] {
  return trace.rules.flatMap(({ rule, when, stages = [] }) => [
    ...(when?.error === undefined ? [] : [{ rule, error: when.error }]),
    ...stages.flatMap((stage) =>
      stage.when?.error === undefined ? [] : [{ rule, stage: stage.name, error: stage.when.error }],
    ),
  ]);
}
