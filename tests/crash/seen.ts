import type { Message, SlackDouble, View } from '@countersign/emulator';

/** What people can see in Slack, kept up to date message by message, by the resource asked for. */
export function watchChannels(slack: SlackDouble) {
  const resources = new Map<string, string>();
  const cards = new Map<string, Map<string, Message>>();
  const threads = new Map<string, Map<string, string>>();

  slack.subscribe((change) => {
    if (change.kind !== 'message') return;
    const message = slack.message(change.channel, change.ts);
    if (!message) return;
    const { ts, thread_ts, text } = message;
    if (thread_ts !== undefined) {
      entry(threads, thread_ts).set(ts, text);
      return;
    }
    const resource = resources.get(ts) ?? / (\S+) in production/u.exec(text)?.[1] ?? '';
    resources.set(ts, resource);
    entry(cards, resource).set(ts, message);
  });

  return {
    of(resource: string) {
      const copies = () => [...entry(cards, resource).values()];
      const lines = () => copies().flatMap(({ ts }) => [...entry(threads, ts).values()]);
      return {
        /** The copies that can still be clicked. */
        live: (channel?: string) =>
          copies().filter((card) => hasButtons(card) && (channel ?? card.channel) === card.channel),
        approvedBy: (name: string) => lines().some((line) => line.includes(`${name} approved.`)),
        /** Every end that a card or a thread has ever told of. */
        ends: () => {
          const drawn = copies().flatMap((card) => [card, ...card.revisions]);
          return new Set([...drawn.map(({ text }) => text), ...lines()].flatMap(endIn));
        },
      };
    },
    /** All that can still be clicked, whatever it is about. */
    live: () => [...cards.values()].flatMap((copies) => [...copies.values()].filter(hasButtons)),
  };
}

export function hasInput({ blocks }: View): boolean {
  return blocks.some(({ type }) => type === 'input');
}

function hasButtons({ blocks }: Message): boolean {
  return JSON.stringify(blocks ?? []).includes('"type":"button"');
}

function endIn(text: string): string[] {
  const end = /\b(approved|rejected|expired|withdrawn)(?: by|: not|\. ci-deploy may)/iu.exec(text);
  return end?.[1] ? [end[1].toLowerCase()] : [];
}

function entry<V>(of: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const found = of.get(key) ?? new Map<string, V>();
  of.set(key, found);
  return found;
}
