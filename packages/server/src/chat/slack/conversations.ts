import { z } from 'zod';
import { SlackError } from './slack-error.ts';
import type { SlackClient } from './web-api.ts';

const opened = z.object({ channel: z.object({ id: z.string().min(1) }) });
const MOST = 5_000;

/**
 * The app's conversation with a person, which is the same for ever: it is asked for once. Rejects as
 * the client does. https://docs.slack.dev/reference/methods/conversations.open
 */
export function createConversations(client: SlackClient) {
  const known = new Map<string, string>();
  return {
    async with(users: string): Promise<string> {
      const before = known.get(users);
      if (before !== undefined) return before;
      const answer = opened.safeParse(await client.call('conversations.open', { users })).data;
      if (answer === undefined) throw new SlackError({ kind: 'unreadable' });
      if (known.size >= MOST) known.clear();
      known.set(users, answer.channel.id);
      return answer.channel.id;
    },
  };
}
