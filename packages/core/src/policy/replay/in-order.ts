import type { Policy } from '../policy.ts';
import type { Known, PastRequest } from './past.ts';
import { judging } from './replay.ts';
import type { Replayed } from './replay.ts';
import { recalling } from './recall.ts';
import type { Judged } from './recall.ts';

/**
 * Judges past requests that may come in any order, and goes through them once more in order of time:
 * limits, cool-downs and questions that were asked already are counted as the draft would have had
 * it. What it would have refused uses nothing up. How long each was open, and who decided what, is
 * what happened.
 */
export function replayingInOrder(
  draft: Policy,
  known: Known = {},
): {
  add(past: PastRequest): void;
  /** In the order in which they were added. `alone`: each by itself, as not all are there. */
  results(how?: { alone?: boolean }): Replayed[];
} {
  const judge = judging(draft, known);
  const all: Judged[] = [];
  const plans = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = plans.get(text) ?? plans.size;
    plans.set(text, number);
    return number;
  };
  return {
    add(past) {
      const { replayed, verdict } = judge(past);
      all.push({ ...whatHappened(past), replayed, ...wouldTake(verdict, numberOf) });
    },
    results({ alone = false } = {}) {
      if (alone) return all.map(({ replayed }) => replayed);
      const recall = recalling();
      // Of one moment, the last of a list that begins with the newest was made first.
      const inTime = all
        .map((one, place) => ({ one, place }))
        .sort((a, b) => a.one.at - b.one.at || b.place - a.place);
      const results = all.map(({ replayed }) => replayed);
      for (const { one, place } of inTime) results[place] = recall(one);
      return results;
    },
  };
}

function whatHappened(past: PastRequest) {
  const { id, identity, action, resource, digest, policy, stages, decision, emergency } = past;
  const { createdAt, expiresAt = createdAt } = past;
  const decidedAt = decision && Date.parse(decision.at);
  const isByPeople = stages.length > 0 && emergency === undefined;
  return {
    id,
    at: Date.parse(createdAt),
    identity: identity.id,
    like: JSON.stringify([identity.id, action, resource]),
    digest,
    version: policy.version,
    openUntil: decidedAt ?? Date.parse(expiresAt),
    ...(decision?.outcome === 'rejected' && { rejectedAt: decidedAt }),
    ...(isByPeople && decision?.outcome === 'approved' && { approvedAt: decidedAt }),
  };
}

function wouldTake(
  verdict: ReturnType<ReturnType<typeof judging>>['verdict'],
  numberOf: (plan: string) => number,
): Pick<Judged, 'taken'> {
  if (verdict.outcome === 'refuse') return {};
  const { outcome, plan, limits } = verdict;
  const { cooldownMs, reuse, rules } = plan;
  return {
    taken: { outcome, rules, limits, cooldownMs, reuse, plan: numberOf(JSON.stringify(plan)) },
  };
}
