import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Message, SlackDoubleOptions } from '@countersign/emulator';

export type SlackStart = Required<
  Pick<SlackDoubleOptions, 'signingSecret' | 'botToken' | 'workspace'>
>;

/** A message as Slack shows it in a channel, fresh from the service. */
export type Posted = { type: 'posted'; message: Message };

export type Slack = {
  apiUrl: string;
  pid: number;
  /** The card that says this resource, once it is posted. */
  cardOf(resource: string): Promise<Message>;
  stop(): Promise<void>;
};

/** Starts the Slack double beside the service, with Slack's own limits of pace lifted. */
export async function startSlack(
  { signingSecret, botToken, workspace }: SlackStart,
  flags: string[],
): Promise<Slack> {
  const child = fork(new URL('./slack-process.ts', import.meta.url), { execArgv: flags });
  child.send({ signingSecret, botToken, workspace } satisfies SlackStart);
  const [ready] = (await once(child, 'message')) as [{ apiUrl: string }];
  if (child.pid === undefined) throw new Error('The Slack double has no process.');
  const cards = createCards();
  child.on('message', ({ message }: Posted) => cards.posted(message));
  return {
    apiUrl: ready.apiUrl,
    pid: child.pid,
    cardOf: (resource) => cards.of(resource),
    async stop() {
      if (!child.connected) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** Joins those who ask for a card with the card, whichever comes first. */
function createCards() {
  const arrived = new Map<string, Message>();
  const awaited = new Map<string, (message: Message) => void>();
  return {
    posted(message: Message): void {
      const resource = /lane-\d+\/\d+/.exec(JSON.stringify(message.blocks))?.[0];
      if (resource === undefined) return;
      const asked = awaited.get(resource);
      if (asked) asked(message);
      else arrived.set(resource, message);
      awaited.delete(resource);
    },
    of(resource: string): Promise<Message> {
      const known = arrived.get(resource);
      arrived.delete(resource);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => awaited.set(resource, resolve));
    },
  };
}
