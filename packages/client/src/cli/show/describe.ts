import type { Digest } from '@countersign/core/digest';
import { shortDigest } from '@countersign/core/digest';
import type { GrantView, RequestView } from '@countersign/core/wire/types';
import { sizeOf } from '../../git/diff.ts';
import { inert } from './text.ts';
import { shellLine } from '@countersign/core/text/shell';
import { clockTime, instant } from './time.ts';

type Stage = RequestView['stages'][number];

/** `deploy payments-api in production` */
export function titleOf({ action, resource, environment }: RequestView): string {
  return inert(`${action} ${resource} in ${environment}`);
}

/** What is to be approved, in a few short facts. */
export function changeFacts(view: RequestView): string[] {
  const { change = {} } = view;
  return [
    ...(change.diff === undefined ? [] : [diffFact(change.diff)]),
    ...(change.commit === undefined ? [] : [`at ${inert(change.commit).slice(0, 12)}`]),
    ...(change.artifacts ?? []).map(({ name }) => `artifact ${inert(name)}`),
    ...(change.command === undefined ? [] : [shellLine(change.command)]),
    `digest ${shortDigest(view.digest as Digest)}`,
  ];
}

function diffFact(diff: string): string {
  const { files, added, removed } = sizeOf(diff);
  return `${files} ${files === 1 ? 'file' : 'files'} +${added} -${removed}`;
}

/** Where people see it: `Slack #deploys` and a link. */
export function placesOf(view: RequestView): { place: string; link?: string; isPosted: boolean }[] {
  if (view.cards.length === 0) {
    return view.routes.map(({ platform, channel }) => ({
      place: placeOf(platform, channel),
      isPosted: false,
    }));
  }
  return view.cards.map(({ platform, channel, state, link }) => ({
    place: placeOf(platform, channel) + (state === 'unavailable' ? ' (cannot be reached)' : ''),
    isPosted: state === 'posted',
    ...(link === undefined ? {} : { link: inert(link) }),
  }));
}

function placeOf(platform: 'slack' | 'teams', channel: string): string {
  return `${platform === 'slack' ? 'Slack' : 'Teams'} ${inert(channel)}`;
}

/** `2 more approvals from sre or leads` over all stages that are not passed. */
export function missingOf(view: RequestView): string {
  const open = view.stages.find(({ state }) => state === 'open');
  if (!open) return 'a decision';
  const more = open.missing === 1 ? '1 more approval' : `${open.missing} more approvals`;
  return `${open.approvals.length === 0 ? more.replace(' more', '') : more} from ${groupsOf(open)}`;
}

export function groupsOf(stage: Stage): string {
  return inert(stage.groups.join(' or ')) || 'nobody';
}

export function approversOf(stage: Stage): string {
  return stage.approvals
    .map(({ person, at }) => `${inert(person.name)} ${clockTime(at)}`)
    .join(', ');
}

/** How it ended: `Approved by Ada and Bo.` */
export function decisionOf(view: RequestView): string {
  const { decision, status } = view;
  if (status === 'pending') return 'Not decided yet.';
  const by = namesOf(decision?.by.map(({ name }) => inert(name)) ?? []);
  const reason = decision?.reason === undefined ? '' : `: ${inert(decision.reason)}`;
  switch (status) {
    case 'approved':
      if (view.emergency)
        return `Approved by ${inert(view.emergency.by.name)} alone, in an emergency`;
      return `Approved${by}`;
    case 'rejected':
      return `Rejected${by}${reason}`;
    case 'expired':
      return 'Expired: nobody decided in time';
    case 'withdrawn':
      return `Withdrawn${reason}`;
  }
}

function namesOf(names: string[]): string {
  const last = names.at(-1);
  if (last === undefined) return '';
  return names.length === 1 ? ` by ${last}` : ` by ${names.slice(0, -1).join(', ')} and ${last}`;
}

/** `live for sts.amazonaws.com until 12:15, 0 of 1 used` */
export function grantOf(grant: GrantView): string {
  const { status, audience, expiresAt, uses, revoked } = grant;
  const until = expiresAt === undefined ? '' : ` until ${instant(expiresAt)}`;
  const why = revoked ? ` (${revoked.why.replaceAll('_', ' ')})` : '';
  const how = status.replaceAll('_', ' ');
  return inert(
    `${how}${why} for ${audience.join(', ')}${until}, ${uses.used} of ${uses.most} used`,
  );
}
