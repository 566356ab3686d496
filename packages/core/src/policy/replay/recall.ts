import type { Reuse } from '../plan.ts';
import type { RuleLimit } from '../verdict.ts';
import type { HeldBack, Replayed } from './replay.ts';

/** A past request, with what the draft says of it. Times in epoch milliseconds. */
export type Judged = {
  id: string;
  at: number;
  identity: string;
  /** Identity, action and resource. */
  like: string;
  digest: string;
  /** Of the policy that judged it then. */
  version: string;
  openUntil: number;
  rejectedAt?: number | undefined;
  /** By as many people as it took; not by policy, and not in an emergency. */
  approvedAt?: number | undefined;
  replayed: Replayed;
  /** Left out where the draft refuses it. */
  taken?: {
    outcome: 'ask' | 'allow';
    rules: string[];
    limits: RuleLimit[];
    cooldownMs: number | undefined;
    reuse: Reuse | undefined;
    /** The same number for the same plan. */
    plan: number;
  };
};

type Taken = NonNullable<Judged['taken']>;
type Question = { asked: Judged; uses: number };

/**
 * What the service keeps in mind from one request to the next; they come in order of time. As
 * `submitRequest` of the service has it: the same question is answered before anything is refused.
 */
export function recalling(): (judged: Judged) => Replayed {
  const questions = new Map<string, Question>();
  const uses = new Map<string, number[]>();
  const rejections = new Map<string, number[]>();

  const answered = (judged: Judged, { plan, reuse }: Taken): Question | undefined => {
    const same = questions.get(questionOf(judged, plan));
    // One version that took them for two knew who stood behind each, which nobody knows any more.
    if (!same || same.asked.version === judged.version) return undefined;
    if (judged.at < same.asked.openUntil) return same;
    const { approvedAt = -Infinity } = same.asked;
    const serves = reuse && same.uses < reuse.uses && judged.at <= approvedAt + reuse.withinMs;
    return serves ? same : undefined;
  };
  const isCoolingDown = ({ like, at }: Judged, { cooldownMs }: Taken) =>
    cooldownMs !== undefined && lastUntil(rejections.get(like) ?? [], at) > at - cooldownMs;
  const usedUp = ({ identity, at }: Judged, { limits }: Taken) =>
    limits.flatMap(({ rule, limit: { count, perMs } }) => {
      const nth = uses.get(useOf(identity, rule))?.at(-count);
      return nth !== undefined && nth > at - perMs ? [rule] : [];
    });
  const take = (judged: Judged, { outcome, plan, limits }: Taken) => {
    const { identity, like, at, rejectedAt } = judged;
    for (const { rule } of limits) append(uses, useOf(identity, rule), at);
    if (outcome === 'allow') return;
    questions.set(questionOf(judged, plan), { asked: judged, uses: 1 });
    if (rejectedAt !== undefined) append(rejections, like, rejectedAt);
  };

  return (judged) => {
    const { replayed, taken } = judged;
    if (!taken) return replayed;
    const same = taken.outcome === 'ask' ? answered(judged, taken) : undefined;
    if (same) {
      if (judged.at >= same.asked.openUntil) same.uses += 1;
      return { ...replayed, change: 'answered', answeredBy: same.asked.id };
    }
    if (isCoolingDown(judged, taken)) return refused(replayed, 'cooling_down', taken.rules);
    const rules = usedUp(judged, taken);
    if (rules.length > 0) {
      const code = taken.outcome === 'allow' ? 'allowance_used_up' : 'rate_limited';
      return refused(replayed, code, rules);
    }
    take(judged, taken);
    return replayed;
  };
}

function refused(replayed: Replayed, heldBack: HeldBack, rules: string[]): Replayed {
  const after = { outcome: 'refuse' as const, rules, stages: [], heldBack };
  return { ...replayed, change: 'refuse', after };
}

function questionOf({ identity, digest }: Judged, plan: number): string {
  return JSON.stringify([identity, digest, plan]);
}

function useOf(identity: string, rule: string): string {
  return JSON.stringify([identity, rule]);
}

/** Ascending; what comes is mostly later than what was there. */
function append(all: Map<string, number[]>, key: string, at: number): void {
  const list = all.get(key) ?? [];
  all.set(key, list);
  let place = list.length;
  while ((list[place - 1] ?? -Infinity) > at) place -= 1;
  list.splice(place, 0, at);
}

/** The last one that is not after a moment. */
function lastUntil(ascending: readonly number[], moment: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1] ?? -Infinity;
}
