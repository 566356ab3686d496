import { formatDuration } from './duration.ts';
import type { BreakGlass, Direct, Route, Separation, StagePlan } from './plan.ts';
import type { Restraint } from './policy.ts';

/** A stage as a document writes it, without its condition and without what is the default. */
export function writtenStage(stage: Omit<StagePlan, 'rules'>) {
  const { name, combine, quorums, rejection, reminders, escalations } = stage;
  const [only] = quorums;
  return {
    name,
    ...(quorums.length === 1 && only ? only : { [combine]: quorums }),
    ...((rejection.quorum > 1 || rejection.veto.length > 0) && {
      reject: writtenRejection(rejection),
    }),
    ...(stage.delegation === false && { delegation: false }),
    ...(reminders.length > 0 && { remind: reminders.map(formatDuration) }),
    ...(escalations.length > 0 && {
      escalate: escalations.map(({ afterMs, groups, ...where }) => ({
        after: formatDuration(afterMs),
        groups,
        ...((where.routes.length > 0 || where.direct) && { route: writtenRoute(where) }),
      })),
    }),
  };
}

function writtenRejection({ quorum, veto }: StagePlan['rejection']) {
  return { quorum, ...(veto.length > 0 && { veto }) };
}

/** As the only rule that it comes from writes it. */
export function writtenBreakGlass({ openers: [groups = []], review, ...where }: BreakGlass) {
  const [{ quorum, groups: reviewers } = { quorum: 1, groups: [] }] = review.quorums;
  return {
    groups,
    route: writtenRoute(where),
    review: { within: formatDuration(review.withinMs), groups: reviewers, quorum },
  };
}

export function writtenRestraint({ limit, cooldownMs, reuse, burst }: Restraint) {
  return {
    ...(limit && { limit: { count: limit.count, per: formatDuration(limit.perMs) } }),
    ...(cooldownMs !== undefined && { cooldown: formatDuration(cooldownMs) }),
    ...(reuse && { reuse: { uses: reuse.uses, within: formatDuration(reuse.withinMs) } }),
    ...(burst && { burst: { within: formatDuration(burst.withinMs) } }),
  };
}

export function writtenRoute({ routes, direct }: { routes: readonly Route[]; direct?: Direct }) {
  const byPlatform = Map.groupBy(routes, ({ platform }) => platform);
  const channels = [...byPlatform].map(
    ([platform, some]) => [platform, some.map(({ channel }) => channel)] as const,
  );
  return { ...Object.fromEntries(channels), ...(direct && { direct }) };
}

export function writtenSeparation({ owner, authors, earlierVoters }: Separation) {
  const odd = {
    ...(!owner && { owner }),
    ...(!authors && { authors }),
    ...(earlierVoters && { earlier_voters: true }),
  };
  return Object.keys(odd).length > 0 ? { separation: odd } : {};
}
