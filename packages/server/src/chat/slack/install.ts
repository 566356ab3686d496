import { z } from 'zod';
import type { Origin } from './input.ts';
import type { SlackClient } from './web-api.ts';

/** Where the app is installed. An org-wide install has no team of its own. */
export type SlackInstall = {
  team: string | null;
  enterprise: string | null;
  orgWide: boolean;
  /** The workspace's own address, `https://acme.slack.com/`, where Slack tells it. */
  url: string | null;
  /** `A…`; a version before this one did not keep it. */
  app?: string | null;
};

/** https://docs.slack.dev/reference/methods/auth.test */
const identity = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
  url: z.string().nullish(),
  app_id: z.string().nullish(),
});

/** Asks Slack whose token this is. Throws what the client throws. */
export async function whoAmI(client: SlackClient): Promise<SlackInstall> {
  const answer = identity.parse(await client.call('auth.test', {}));
  const orgWide = answer.is_enterprise_install === true;
  const enterprise = answer.enterprise_id ?? null;
  const team = orgWide ? null : (answer.team_id ?? null);
  return { team, enterprise, orgWide, url: answer.url ?? null, app: answer.app_id ?? null };
}

/**
 * Where people find the app, and its Home tab; null where Slack did not say which app this is.
 * https://docs.slack.dev/interactivity/deep-linking
 */
export function homeOf({ app, team, enterprise }: SlackInstall): string | null {
  const place = team ?? enterprise;
  if (!app || place === null) return null;
  return `https://slack.com/app_redirect?${new URLSearchParams({ app, team: place }).toString()}`;
}

/** Whether a payload belongs to our install. */
export function isOurs(install: SlackInstall, { team, enterprise }: Origin): boolean {
  if (install.orgWide) return enterprise !== null && enterprise === install.enterprise;
  return team !== null && team === install.team;
}

/** Whether a user's `team_id` and organisation are ours. */
export function isColleague(
  install: SlackInstall,
  user: { team: string; enterprise: string | null },
): boolean {
  if (install.team !== null && user.team === install.team) return true;
  if (install.enterprise === null) return false;
  return user.team === install.enterprise || user.enterprise === install.enterprise;
}
