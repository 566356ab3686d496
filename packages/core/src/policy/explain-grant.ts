import { anyOf, quote } from '../text/quote.ts';
import { formatDuration } from './duration.ts';
import type { GrantPlan, NoGrant, Plan } from './plan.ts';

export function grantLines({ grant, noGrant }: Plan): string[] {
  return [
    ...(grant ? [`Grants: ${grantText(grant)}`] : []),
    ...(noGrant ? [`Grants nothing: ${noGrantText(noGrant)}`] : []),
  ];
}

/** `for "sts.amazonaws.com", scope "deploy", 1 use within 15m` */
export function grantText({ audience, scope, lifetimeMs, uses, targets }: GrantPlan): string {
  return [
    `for ${anyOf(audience, 'and')}`,
    ...(scope.length > 0 ? [`scope ${anyOf(scope, 'and')}`] : []),
    ...(targets.length > 0 ? [`on ${anyOf(targets, 'and')}`] : []),
    `${uses === 1 ? '1 use' : `${uses} uses`} within ${formatDuration(lifetimeMs)}`,
  ].join(', ');
}

/** `rules "a" and "b" have no audience in common` */
export function noGrantText({ rules, differ }: NoGrant): string {
  const what = differ === 'targets' ? 'target' : differ;
  return `rules ${rules.map(quote).join(' and ')} have no ${what} in common`;
}
