import { anyOf, quote } from '../text/quote.ts';
import { formatDuration } from './duration.ts';
import type { Plan, Quorum, Route, StagePlan } from './plan.ts';
import type { Limit } from './policy.ts';
import type { Verdict } from './verdict.ts';

/** What the rules that apply bring, line by line. */
export function explainPlan(verdict: Exclude<Verdict, { outcome: 'refuse' }>): string[] {
  const { plan } = verdict;
  const body = verdict.outcome === 'ask' ? askLines(plan) : verdict.limits.map(limitLine);
  return [...body, `Policy: ${plan.policyVersion}`];
}

function askLines(plan: Plan): string[] {
  const { stages, routes, fallbacks, freezes, expiresInMs } = plan;
  return [
    'Asks:',
    ...stages.flatMap((stage, at) => stageLines(stage, at + 1, plan)),
    `In: ${channels(routes)}`,
    ...(fallbacks ? [`One-way where that fails: ${fallbacks.map(quote).join(', ')}`] : []),
    `Not: ${excluded(plan).join(', ')}`,
    ...(freezes ? [`Held during: ${freezes.map(({ name }) => quote(name)).join(', ')}`] : []),
    `Expires after: ${formatDuration(expiresInMs)}`,
  ];
}

function stageLines(stage: StagePlan, number: number, { rules }: Plan): string[] {
  const { name, combine, quorums, rejection, reminders, escalations } = stage;
  const who = quorums.map(quorumText).join(combine === 'all' ? ' and ' : ', or ');
  const by = rules.length > 1 ? `, for ${stage.rules.map(quote).join(' and ')}` : '';
  const { quorum, veto } = rejection;
  return [
    `  ${number}. ${quote(name)}: ${who}${by}`,
    ...(quorum > 1 ? [`     ended by ${quorum} rejections`] : []),
    ...(veto.length > 0 ? [`     ended by one rejection of ${anyOf(veto)}`] : []),
    ...(reminders.length > 0
      ? [`     reminded after ${reminders.map(formatDuration).join(', ')}`]
      : []),
    ...escalations.map(({ afterMs, groups, routes }) => {
      const where = routes.length > 0 ? `, in ${channels(routes)}` : '';
      return `     after ${formatDuration(afterMs)} also ${anyOf(groups)}${where}`;
    }),
  ];
}

function quorumText({ quorum, groups }: Quorum): string {
  return `${quorum} of ${anyOf(groups)}`;
}

function channels(routes: readonly Route[]): string {
  return routes.map(({ platform, channel }) => `${platform} ${channel}`).join(', ');
}

function excluded({ separation }: Plan): string[] {
  return [
    'the requester',
    ...(separation.owner ? ['its owner'] : []),
    ...(separation.authors ? ["the change's authors"] : []),
    ...(separation.earlierVoters ? ['who voted in an earlier stage'] : []),
  ];
}

function limitLine({ rule, limit }: { rule: string; limit: Limit }): string {
  return `At most: ${limit.count} in ${formatDuration(limit.perMs)} for each identity, by ${quote(rule)}`;
}
