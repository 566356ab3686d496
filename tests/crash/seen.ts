import type { Message } from '@countersign/emulator';
import type { Scene } from './scene.ts';

/** What people can see in Slack of the request for one resource. */
export function seenOf(scene: Scene, resource: string) {
  const cards = () => allMessages(scene).filter((message) => isCardOf(message, resource));
  const inThreads = () => {
    const threads = new Set(cards().map(({ ts }) => ts));
    return allMessages(scene).filter(({ thread_ts }) => threads.has(thread_ts ?? ''));
  };
  return {
    /** The copies that can still be clicked. */
    live: (channel?: string) =>
      cards().filter((card) => hasButtons(card) && (channel ?? card.channel) === card.channel),
    approvedBy: (name: string) =>
      inThreads().some(({ text }) => text.includes(`${name} approved.`)),
    /** Every end that a card or a thread has ever told of. */
    ends: () => {
      const texts = cards().flatMap((card) => [card, ...card.revisions].map(({ text }) => text));
      return new Set([...texts, ...inThreads().map(({ text }) => text)].flatMap(endIn));
    },
  };
}

export function allMessages({ slack }: Scene): Message[] {
  return [...slack.workspace.channels.keys()].flatMap((channel) => slack.messages(channel));
}

export function hasButtons({ blocks }: Pick<Message, 'blocks'>): boolean {
  return JSON.stringify(blocks ?? []).includes('"type":"button"');
}

function isCardOf({ thread_ts, text, blocks, revisions }: Message, resource: string): boolean {
  const drawings = [{ text, blocks }, ...revisions];
  return (
    thread_ts === undefined &&
    drawings.some(({ text }) => text.includes(` ${resource} in production`))
  );
}

function endIn(text: string): string[] {
  const end = /\b(approved|rejected|expired|withdrawn)(?: by|: not|\. ci-deploy may)/iu.exec(
    text,
  )?.[1];
  return end ? [end.toLowerCase()] : [];
}

export function hasInput({ blocks }: Pick<Message, 'blocks'>): boolean {
  return blocks.some(({ type }) => type === 'input');
}
