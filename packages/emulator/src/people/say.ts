import type { Message } from '../messages.ts';
import type { Slack } from '../slack.ts';
import { canSee } from '../workspace.ts';
import { actor } from './envelope.ts';

export interface Saying {
  user: string;
  channel: string;
  text: string;
  thread_ts?: string;
}

/** A person writes a message. Throws where they could not. */
export function say(slack: Slack, { user, channel, text, thread_ts }: Saying): Message {
  const author = actor(slack, user, false);
  const place = slack.workspace.channels.get(channel);
  if (place === undefined || !canSee(author, place)) {
    throw new Error(`${user} can't see ${channel}.`);
  }
  const thread = thread_ts === undefined ? {} : { thread_ts };
  const ts = slack.nextTs();
  return slack.messages.post({ channel, ts, ...thread, user, via: 'person', text, blocks: [] });
}
