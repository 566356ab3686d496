import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { stringArg } from './args.ts';
import { special, tier1, tier3, tier4 } from '../pace.ts';
import { method, type Methods, type Request } from './method.ts';

export const app: Methods = {
  'api.test': method(special, [], testApi, 'none'),
  'auth.test': method(special, [], testAuth),
  'team.info': method(tier3, ['team:read'], (slack) => ({ team: { ...slack.workspace.team } })),
  'apps.connections.open': method(tier1, ['connections:write'], openConnection, 'app'),
  'oauth.v2.access': method(tier4, [], grantAccess, 'none'),
};

function testApi(_slack: Slack, { args }: Request): JsonObject {
  const error = stringArg(args, 'error');
  if (error !== undefined) throw new SlackError(error, { args });
  return { args };
}

function testAuth(slack: Slack): JsonObject {
  const { team, enterprise, app: self, users } = slack.workspace;
  return {
    url: `${slack.url}/`,
    team: team.name,
    user: users.get(self.botUserId)?.name,
    team_id: enterprise?.orgInstall ? enterprise.id : team.id,
    user_id: self.botUserId,
    bot_id: self.botId,
    app_id: self.id,
    ...(enterprise && { enterprise_id: enterprise.id }),
    is_enterprise_install: enterprise?.orgInstall ?? false,
  };
}

function openConnection(slack: Slack): JsonObject {
  return { url: slack.url.replace(/^http/, 'ws') + slack.sockets.issueTicket() };
}

/** Source: https://docs.slack.dev/reference/methods/oauth.v2.access */
function grantAccess(slack: Slack, { args }: Request): JsonObject {
  slack.installs.checkClient(stringArg(args, 'client_id'), stringArg(args, 'client_secret'));
  const refreshing = args['grant_type'] === 'refresh_token';
  const grant = refreshing
    ? slack.installs.refresh(stringArg(args, 'refresh_token'))
    : slack.installs.redeem(stringArg(args, 'code'));
  const { team, enterprise, app: self } = slack.workspace;
  const org = enterprise?.orgInstall ?? false;
  return {
    app_id: self.id,
    scope: slack.installs.scopes.join(','),
    token_type: 'bot',
    access_token: grant.accessToken,
    ...(grant.refreshToken && { refresh_token: grant.refreshToken, expires_in: grant.expiresIn }),
    bot_user_id: self.botUserId,
    team: org ? null : { id: team.id, name: team.name },
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: org,
  };
}
