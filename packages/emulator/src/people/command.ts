import { readContent } from '../content.ts';
import { type Delivery, failed } from '../delivery.ts';
import { deliver } from '../deliver.ts';
import { isObject } from '../json.ts';
import { respond } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { SlackError } from '../slack-error.ts';
import { canSee } from '../workspace.ts';
import { actor } from './envelope.ts';

export interface Command {
  user: string;
  channel: string;
  /** With its slash. */
  command: string;
  text?: string;
  force?: boolean;
}

/** A person runs a slash command; what the app answers at once is shown to them. */
export async function command(slack: Slack, act: Command): Promise<Delivery> {
  const user = actor(slack, act.user, act.force ?? false);
  if (!act.force && slack.commands?.includes(act.command) === false) {
    throw new Error(
      `${act.command} is not a valid command: the app has ${slack.commands.join(', ') || 'none'}.`,
    );
  }
  const channel = slack.workspace.channels.get(act.channel);
  if (!act.force && (channel === undefined || !canSee(user, channel))) {
    throw new Error(`${act.user} can't see ${act.channel}.`);
  }
  const { team, enterprise, app } = slack.workspace;
  const target = { channel: act.channel, user: user.id, via: 'command' as const };
  const delivery = await deliver(slack, 'commands', {
    token: 'emulated-verification-token',
    team_id: team.id,
    team_domain: team.domain,
    ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    channel_id: act.channel,
    channel_name: channel?.name ?? act.channel,
    user_id: user.id,
    user_name: user.name,
    command: act.command,
    text: act.text ?? '',
    api_app_id: app.id,
    is_enterprise_install: String(enterprise?.orgInstall ?? false),
    response_url: slack.url + slack.responseUrls.issue(team.id, target),
    trigger_id: slack.triggers.issue(user.id),
  });
  return delivery.ok ? show(slack, target, delivery) : delivery;
}

function show(slack: Slack, target: Parameters<typeof respond>[1], delivery: Delivery): Delivery {
  const { body } = delivery;
  if (body === undefined) return delivery;
  const answer = isObject(body) ? body : { text: body };
  try {
    respond(slack, target, answer, readContent(answer));
    return delivery;
  } catch (error) {
    if (error instanceof SlackError) return failed(error.code, delivery);
    throw error;
  }
}
