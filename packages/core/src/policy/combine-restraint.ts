import type { Contribution } from './combine.ts';
import type { Plan } from './plan.ts';
import type { RuleLimit } from './verdict.ts';

/**
 * The longest time to cool down. An approval is used again, and a burst is one card, only where each
 * of the rules says so.
 */
export function combineRestraint(
  parts: readonly Pick<Contribution, 'restraint'>[],
): Pick<Plan, 'cooldownMs' | 'reuse' | 'burst'> {
  const cooldowns = parts.flatMap(({ restraint }) => restraint.cooldownMs ?? []);
  const reuses = parts.flatMap(({ restraint }) => restraint.reuse ?? []);
  const bursts = parts.flatMap(({ restraint }) => restraint.burst ?? []);
  return {
    ...(cooldowns.length > 0 && { cooldownMs: Math.max(...cooldowns) }),
    ...(reuses.length > 0 &&
      reuses.length === parts.length && {
        reuse: {
          uses: Math.min(...reuses.map(({ uses }) => uses)),
          withinMs: Math.min(...reuses.map(({ withinMs }) => withinMs)),
        },
      }),
    ...(bursts.length > 0 &&
      bursts.length === parts.length && {
        burst: { withinMs: Math.min(...bursts.map(({ withinMs }) => withinMs)) },
      }),
  };
}

/** Each rule that asks for a stage keeps its own. */
export function limitsOf(
  contributions: readonly Pick<Contribution, 'rule' | 'stages' | 'restraint'>[],
): RuleLimit[] {
  return contributions.flatMap(({ rule, stages, restraint: { limit } }) =>
    stages.length > 0 && limit ? [{ rule: rule.name, limit }] : [],
  );
}
