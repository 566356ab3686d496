import type { SlackDoubleOptions } from '@countersign/emulator';

/** Cards of one channel are posted one after another, so the flows are spread over many. */
export const channels = Array.from({ length: 64 }, (_, at) => `C0LANE${at}`);

/** More people than one, since what Slack says of a person is remembered for seconds. */
export const approvers = Array.from({ length: 20 }, (_, at) => `U0PERSON${at}`);

const TEAM = 'T0BENCH';

export const workspace: NonNullable<SlackDoubleOptions['workspace']> = {
  team: { id: TEAM, name: 'Bench', domain: 'bench' },
  users: approvers.map((id) => ({
    id,
    name: id.toLowerCase(),
    real_name: `Person ${id.slice(8)}`,
    email: `${id.toLowerCase()}@example.com`,
    is_email_confirmed: true,
  })),
  usergroups: [{ id: 'S0APPROVERS', handle: 'approvers', name: 'Approvers', users: approvers }],
  channels: channels.map((id, at) => ({
    id,
    name: `lane-${at}`,
    is_member: true,
    members: approvers,
  })),
};

let asked = 0;

/** A resource of its own, whose card somebody approves as soon as they see it. */
export function resource(lane: number): string {
  return `lane-${lane % channels.length}/${(asked += 1)}`;
}

/** A resource of its own, whose card stands until somebody is told to click. */
export function openResource(lane: number): string {
  return `lane-${lane % channels.length}/open-${(asked += 1)}`;
}

/** What a card asks for, by what it says. */
export function resourceOn(card: string): string {
  const found = /lane-\d+\/(?:open-)?\d+/.exec(card)?.[0];
  if (found === undefined) throw new Error(`A card names no resource: ${card}`);
  return found;
}

export function isLeftOpen(asking: string): boolean {
  return asking.includes('/open-');
}

/** One rule a channel; every request wants one approval of a group that Slack keeps. */
export const policy = {
  version: 1,
  groups: { approvers: { slack: ['S0APPROVERS'] } },
  rules: channels.map((channel, at) => ({
    name: `lane ${at}`,
    match: { resource: `lane-${at}/*` },
    route: { slack: [channel] },
    stages: [{ name: 'release', quorum: 1, groups: ['approvers'] }],
    expires: '1h',
  })),
};
