import { anyOf, quote } from '../text/quote.ts';
import { moment } from '../text/moment.ts';
import { formatDuration } from './duration.ts';
import { grantLines } from './explain-grant.ts';
import type { BreakGlass, Direct, Plan, Quorum, Route, Showing, StagePlan } from './plan.ts';
import type { RuleLimit, Verdict } from './verdict.ts';

/** What the rules that apply bring, line by line. */
export function explainPlan(verdict: Exclude<Verdict, { outcome: 'refuse' }>): string[] {
  const { plan } = verdict;
  const body = verdict.outcome === 'ask' ? askLines(plan) : [];
  return [
    ...body,
    ...grantLines(plan),
    ...verdict.limits.map(limitLine),
    `Policy: ${plan.policyVersion}`,
  ];
}

function askLines(plan: Plan): string[] {
  const {
    stages,
    routes,
    direct,
    showing = {},
    fallbacks,
    freezes,
    holdUntil,
    breakGlass,
    expiresInMs,
  } = plan;
  return [
    'Asks:',
    ...stages.flatMap((stage, at) => stageLines(stage, at + 1, plan)),
    `In: ${channels(routes, direct)}`,
    ...showingLines(showing),
    ...(fallbacks ? [`One-way where that fails: ${fallbacks.map(quote).join(', ')}`] : []),
    `Not: ${excluded(plan).join(', ')}`,
    ...(freezes ? [`Held during: ${freezes.map(({ name }) => quote(name)).join(', ')}`] : []),
    ...(holdUntil === undefined ? [] : [`Held until: ${moment(holdUntil)}`]),
    ...(breakGlass ? [emergencyLine(breakGlass)] : []),
    `Expires after: ${formatDuration(expiresInMs)}`,
    ...restraintLines(plan),
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
    ...(stage.delegation === false ? ['     by nobody for another one'] : []),
    ...(reminders.length > 0
      ? [`     reminded after ${reminders.map(formatDuration).join(', ')}`]
      : []),
    ...escalations.map(({ afterMs, groups, routes, direct }) => {
      const places = channels(routes, direct);
      const where = places === '' ? '' : `, in ${places}`;
      return `     after ${formatDuration(afterMs)} also ${anyOf(groups)}${where}`;
    }),
  ];
}

function quorumText({ quorum, groups }: Quorum): string {
  return `${quorum} of ${anyOf(groups)}`;
}

function emergencyLine({ openers, routes, direct, review }: BreakGlass): string {
  const who = openers.map((groups) => anyOf(groups)).join(' and of ');
  const by = review.quorums.map(quorumText).join(' and ');
  return `In an emergency: one of ${who} alone, told in ${channels(routes, direct)}, reviewed by ${by} within ${formatDuration(review.withinMs)}`;
}

function showingLines({ inPrivate, sensitivity, silent }: Showing): string[] {
  return [
    ...(inPrivate ? ['Only while these are private'] : []),
    ...(sensitivity ? [`Sensitivity: ${sensitivity}`] : []),
    ...(silent ? ['Mentions nobody'] : []),
  ];
}

function channels(routes: readonly Route[], direct: Direct | undefined): string {
  return [
    ...routes.map(({ platform, channel }) => `${platform} ${channel}`),
    ...toEach(direct),
  ].join(', ');
}

function toEach(direct: Direct | undefined): string[] {
  return direct ? [`direct messages (${direct.join(', else ')})`] : [];
}

function excluded({ separation }: Plan): string[] {
  return [
    'the requester',
    ...(separation.owner ? ['its owner'] : []),
    ...(separation.authors ? ["the change's authors"] : []),
    ...(separation.earlierVoters ? ['who voted in an earlier stage'] : []),
  ];
}

function restraintLines({ cooldownMs, reuse, burst }: Plan): string[] {
  const lines: string[] = [];
  if (cooldownMs !== undefined)
    lines.push(`Once rejected: not again for ${formatDuration(cooldownMs)}`);
  if (reuse) {
    const runs = reuse.uses === 1 ? '1 run' : `${reuse.uses} runs`;
    lines.push(`Once approved: for ${runs} within ${formatDuration(reuse.withinMs)}`);
  }
  if (burst)
    lines.push(`Asked with others like it: one card, within ${formatDuration(burst.withinMs)}`);
  return lines;
}

function limitLine({ rule, limit }: RuleLimit): string {
  return `At most: ${limit.count} in ${formatDuration(limit.perMs)} for each identity, by ${quote(rule)}`;
}
