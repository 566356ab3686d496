import type { ConditionFacts } from '../conditions/facts.ts';
import type { PastRequest } from './past.ts';

const DAY = 86_400_000;

type Approved = { at: number; digest: string };
/** What a request came to. Times in epoch milliseconds; nobody but people counts for an end. */
type Past = { createdAt: number; approved?: Approved; rejectedAt?: number };

type History = NonNullable<ConditionFacts['history']>;

/**
 * The history that a request had when it was made, recounted from all requests there are, which may
 * be added in any order. `from` is the moment since when none is missing, 0 for all that ever were:
 * what reaches back beyond it is not known.
 */
export function recounting(from: () => number): {
  add(past: PastRequest): void;
  at(past: PastRequest): History;
} {
  const alike = new Map<string, { requests: Past[]; isSorted: boolean }>();
  const like = (past: PastRequest) => {
    const { identity, action, resource, environment } = past;
    const key = JSON.stringify([identity.id, action, resource, environment]);
    const found = alike.get(key) ?? { requests: [], isSorted: true };
    alike.set(key, found);
    return found;
  };
  return {
    add(past) {
      const those = like(past);
      those.requests.push(cameTo(past));
      those.isSorted = false;
    },
    at(past) {
      const those = like(past);
      if (!those.isSorted) those.requests.sort((a, b) => a.createdAt - b.createdAt);
      those.isSorted = true;
      return historyOf(those.requests, Date.parse(past.createdAt), from());
    },
  };
}

function cameTo({ createdAt, decision, stages, emergency, digest }: PastRequest): Past {
  const past: Past = { createdAt: Date.parse(createdAt) };
  // What nobody was asked about, and what one person did alone, is no sign that people approve of it.
  if (decision === undefined || stages.length === 0 || emergency !== undefined) return past;
  const at = Date.parse(decision.at);
  if (decision.outcome === 'approved') past.approved = { at, digest };
  if (decision.outcome === 'rejected') past.rejectedAt = at;
  return past;
}

/** `all` by when they were made. */
function historyOf(all: readonly Past[], now: number, from: number): History {
  const before = placeOf(all, now);
  const since = (start: number) => {
    if (start < from) return undefined;
    const those = all.slice(placeOf(all, start), before);
    return {
      requests: those.length,
      approvals: those.filter(({ approved }) => approved && approved.at <= now).length,
      rejections: those.filter(({ rejectedAt = Infinity }) => rejectedAt <= now).length,
    };
  };
  const [day, week] = [since(now - DAY), since(now - 7 * DAY)];
  // The last of those that were made last, as the service tells it.
  const approved = all.findLast(
    (one, at) => at < before && one.approved !== undefined && one.approved.at <= now,
  )?.approved;
  const rejected = all.findLast(
    ({ rejectedAt = Infinity }, at) => at < before && rejectedAt <= now,
  )?.rejectedAt;
  const none = from <= 0 ? null : undefined;
  return {
    requestsLastDay: day?.requests,
    requestsLastWeek: week?.requests,
    approvalsLastDay: day?.approvals,
    approvalsLastWeek: week?.approvals,
    rejectionsLastDay: day?.rejections,
    rejectionsLastWeek: week?.rejections,
    lastApproved: approved?.at ?? none,
    lastRejected: rejected ?? none,
    lastApprovedDigest: approved?.digest ?? none,
  };
}

/** How many were made before a moment. */
function placeOf(all: readonly Past[], moment: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.createdAt ?? Infinity) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
