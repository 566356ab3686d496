import type { JsonObject } from '../json.ts';
import { knownUser } from '../reach.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import type { User } from '../workspace.ts';
import { page, requiredArg } from './args.ts';
import { tier2, tier3, tier4 } from '../pace.ts';
import { method, type Methods, type Request } from './method.ts';

export const users: Methods = {
  'users.info': method(tier4, ['users:read'], (slack, request) => {
    const user = knownUser(slack, requiredArg(request.args, 'user'));
    return { user: asAnswer(slack, user, request) };
  }),
  'users.lookupByEmail': method(tier3, ['users:read.email'], (slack, request) => {
    const email = requiredArg(request.args, 'email').toLowerCase();
    const user = [...slack.workspace.users.values()].find(
      (known) => known.email?.toLowerCase() === email && !known.deleted,
    );
    if (user === undefined) throw new SlackError('users_not_found');
    return { user: asAnswer(slack, user, request) };
  }),
  'users.list': method(tier2, ['users:read'], (slack, request) => {
    const { items, next } = page([...slack.workspace.users.values()], request.args);
    const members = items.map((user) => asAnswer(slack, user, request));
    return { members, response_metadata: { next_cursor: next } };
  }),
};

/** Deactivated people lose most fields; the email wants its own scope. */
function asAnswer(slack: Slack, user: User, { token }: Request): JsonObject {
  const { email, is_email_confirmed, is_restricted, is_ultra_restricted, is_admin, ...open } = user;
  const { enterprise, team } = slack.workspace;
  const mayReadEmail = token?.scopes.includes('users:read.email') && email !== undefined;
  const profile = {
    real_name: user.real_name,
    display_name: user.name,
    team: user.team_id,
    ...(mayReadEmail ? { email } : {}),
  };
  const standing = { is_admin, is_owner: false, is_restricted, is_ultra_restricted };
  const grid = enterprise && {
    enterprise_user: {
      id: user.id,
      enterprise_id: enterprise.id,
      enterprise_name: enterprise.name,
      is_admin: false,
      is_owner: false,
      teams: [team.id],
    },
  };
  return {
    ...open,
    profile,
    ...(user.deleted ? {} : { ...standing, is_email_confirmed, tz: 'Etc/UTC', tz_offset: 0 }),
    ...grid,
  };
}
