import { parseDuration } from './duration.ts';
import type { BreakGlass, Direct, Escalation, Quorum, Route, StagePlan } from './plan.ts';
import type { Document } from './shape/document.ts';

type WrittenRule = Document['rules'][number];
type WrittenStage = NonNullable<WrittenRule['stages']>[number];

/** A stage as the plan has it, without the rules that ask for it. */
export function toStage(written: WrittenStage): Omit<StagePlan, 'rules'> {
  const { name, reject = {}, remind = [], escalate = [], delegation = true } = written;
  const quorums = toQuorums(written);
  return {
    name,
    // Of one quorum, all and any are the same.
    combine: written.any && quorums.length > 1 ? 'any' : 'all',
    quorums,
    rejection: { quorum: reject.quorum ?? 1, veto: [...new Set(reject.veto)] },
    reminders: [...new Set(remind.map(toMs))].sort((a, b) => a - b),
    ...(delegation ? {} : { delegation }),
    escalations: escalate
      .map(({ after, groups, route = {} }): Escalation => ({
        afterMs: toMs(after),
        groups: [...new Set(groups)],
        routes: toRoutes(route),
        ...toDirect(route),
      }))
      .sort((a, b) => a.afterMs - b.afterMs || (namesOf(a) < namesOf(b) ? -1 : 1)),
  };
}

function toQuorums({ quorum = 0, groups = [], all, any }: WrittenStage): Quorum[] {
  return (all ?? any ?? [{ quorum, groups }]).map((each) => ({
    quorum: each.quorum,
    groups: [...new Set(each.groups)],
  }));
}

export function toBreakGlass({
  groups,
  route,
  review,
}: NonNullable<WrittenRule['break_glass']>): BreakGlass {
  return {
    openers: [[...new Set(groups)]],
    routes: toRoutes(route),
    ...toDirect(route),
    review: {
      withinMs: toMs(review.within),
      quorums: [{ quorum: review.quorum ?? 1, groups: [...new Set(review.groups)] }],
    },
  };
}

type Channels = { slack?: string[] | undefined; teams?: string[] | undefined };

export function toRoutes({ slack = [], teams = [] }: Channels): Route[] {
  return [
    ...slack.map((channel) => ({ platform: 'slack' as const, channel })),
    ...teams.map((channel) => ({ platform: 'teams' as const, channel })),
  ];
}

export function toDirect({ direct }: { direct?: Direct | undefined }): { direct?: Direct } {
  return direct === undefined ? {} : { direct: [...new Set(direct)] };
}

function toMs(duration: string): number {
  return parseDuration(duration) ?? 0;
}

function namesOf({ groups }: Escalation): string {
  return groups.toSorted().join(' ');
}
