import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import type { User } from '../workspace.ts';

/** The person as interaction payloads name them; their team may be the organisation. */
export function userIn(user: User): JsonObject {
  return { id: user.id, username: user.name, name: user.name, team_id: user.team_id };
}

/** Where the app is installed: an org-wide install has no team, only its enterprise. */
export function installIn(slack: Slack): JsonObject {
  const { team, enterprise, app } = slack.workspace;
  const org = enterprise?.orgInstall ?? false;
  const grid = enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  return {
    api_app_id: app.id,
    token: 'emulated-verification-token',
    team: org ? null : { id: team.id, domain: team.domain, ...grid },
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: org,
  };
}

/** A person of the workspace who acts; Slack shows nothing to those who have been deactivated. */
export function actor(slack: Slack, id: string, force: boolean): User {
  const user = slack.workspace.users.get(id);
  if (user === undefined) throw new Error(`There is no user ${id} in this workspace.`);
  if (user.deleted && !force) {
    throw new Error(`${id} is deactivated and can't act; pass force to forge it.`);
  }
  return user;
}
