import type { Message } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { canSee } from '../workspace.ts';
import { actor } from './envelope.ts';

export interface Post {
  user: string;
  channel: string;
  /** As typed: what would be markup is escaped, as Slack's client does. */
  text: string;
  /** The parent's `ts`, for a reply. */
  threadTs?: string;
}

/** A person writes a message. The app hears nothing of it: its manifest asks for no message events. */
export function post(slack: Slack, act: Post): Message {
  const user = actor(slack, act.user, false);
  const channel = slack.workspace.channels.get(act.channel);
  if (channel === undefined || !canSee(user, channel)) {
    throw new Error(`${act.user} can't see ${act.channel}.`);
  }
  if (channel.is_archived) throw new Error(`#${channel.name} is archived: nobody can write there.`);
  const { text, threadTs: thread_ts } = act;
  return slack.messages.post({
    channel: channel.id,
    ts: slack.nextTs(),
    ...(thread_ts === undefined ? {} : { thread_ts }),
    user: user.id,
    via: 'person',
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [],
  });
}
