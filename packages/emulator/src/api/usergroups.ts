import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import type { Usergroup } from '../workspace.ts';
import { flagArg, requiredArg, stringArg } from './args.ts';
import { tier2 } from '../pace.ts';
import { method, type Methods } from './method.ts';

export const usergroups: Methods = {
  'usergroups.list': method(tier2, ['usergroups:read'], (slack, { args }) => {
    refuseWithoutTeam(slack, args);
    const known = [...slack.workspace.usergroups.values()];
    const listed = known.filter((group) => !group.disabled || flagArg(args, 'include_disabled'));
    const withUsers = flagArg(args, 'include_users') === true;
    return { usergroups: listed.map((group) => asAnswer(slack, group, withUsers)) };
  }),
  'usergroups.users.list': method(tier2, ['usergroups:read'], (slack, { args }) => {
    refuseWithoutTeam(slack, args);
    const group = slack.workspace.usergroups.get(requiredArg(args, 'usergroup'));
    if (group === undefined) throw new SlackError('no_such_subteam');
    if (group.disabled && !flagArg(args, 'include_disabled')) {
      throw new SlackError('no_such_subteam');
    }
    return { users: [...group.users] };
  }),
};

/** User groups are a workspace's: a token of the whole organisation has to name it. Others need not. */
function refuseWithoutTeam({ workspace }: Slack, args: JsonObject): void {
  if (workspace.enterprise?.orgInstall !== true) return;
  const team = stringArg(args, 'team_id');
  if (team === undefined) throw new SlackError('missing_argument');
  if (team !== workspace.team.id) throw new SlackError('team_not_found');
}

function asAnswer(slack: Slack, group: Usergroup, withUsers: boolean): JsonObject {
  return {
    id: group.id,
    team_id: slack.workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    auto_type: null,
    date_delete: group.disabled ? 1 : 0,
    user_count: group.users.length,
    ...(withUsers ? { users: [...group.users] } : {}),
  };
}
