import type { JsonObject } from '../json.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import type { Usergroup } from '../workspace.ts';
import { flagArg, requiredArg } from './args.ts';
import { tier2 } from '../pace.ts';
import { method, type Methods } from './method.ts';

export const usergroups: Methods = {
  'usergroups.list': method(tier2, ['usergroups:read'], (slack, { args }) => {
    const known = [...slack.workspace.usergroups.values()];
    const listed = known.filter((group) => !group.disabled || flagArg(args, 'include_disabled'));
    const withUsers = flagArg(args, 'include_users') === true;
    return { usergroups: listed.map((group) => asAnswer(slack, group, withUsers)) };
  }),
  'usergroups.users.list': method(tier2, ['usergroups:read'], (slack, { args }) => {
    const group = slack.workspace.usergroups.get(requiredArg(args, 'usergroup'));
    if (group === undefined) throw new SlackError('no_such_subteam');
    if (group.disabled && !flagArg(args, 'include_disabled')) {
      throw new SlackError('no_such_subteam');
    }
    return { users: [...group.users] };
  }),
};

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
