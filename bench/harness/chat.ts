import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Secrets } from './deployment.ts';

export const chatNames = ['slack', 'teams'] as const;
export type ChatName = (typeof chatNames)[number];

export type ChatStart = {
  secrets: Secrets;
  /** Where the app listens. */
  appUrl: string;
};

/** Where a card stands. */
export type Card = { channel: string; message: string };

export type Told =
  /** People click Approve on each card in turn, whether or not the clicks before are acknowledged. */
  | { type: 'click'; cards: Card[]; perSecond: number }
  /** From now on the platform takes up every call and answers none; who clicks then is new. */
  | { type: 'hang' };

/** What the process with the chat says of itself. */
export type Said =
  /** `section` is what the service's configuration says of it. */
  | { type: 'ready'; section: object }
  /** A card that nobody clicks by themselves. */
  | { type: 'posted'; resource: string; card: Card }
  /** Milliseconds until each click was acknowledged, from when it was due. */
  | { type: 'approved'; took: number[] }
  /** The app did not acknowledge a click as the platform demands. */
  | { type: 'failed'; reason: string };

/** Slack or Teams with its people. */
export type Chat = {
  name: ChatName;
  section: object;
  pid: number;
  /** The card that says this resource, once it is posted; of those that are left to be clicked. */
  cardOf(resource: string): Promise<Card>;
  /** Resolves with {@link Said}'s `took`; one at a time. */
  approve(cards: Card[], perSecond: number): Promise<number[]>;
  hang(): void;
  /** Rejects once a click failed. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

/** Starts a chat and its people beside the service, with the platform's own limits of pace lifted. */
export async function startChat(name: ChatName, start: ChatStart, flags: string[]): Promise<Chat> {
  const child = fork(new URL(`./${name}-process.ts`, import.meta.url), { execArgv: flags });
  if (child.pid === undefined) throw new Error(`${name} has no process.`);
  const cards = createCards();
  const ready = Promise.withResolvers<object>();
  const failed = Promise.withResolvers<never>();
  // Whoever does not race with it does not care.
  failed.promise.catch(() => {});
  let approved = Promise.withResolvers<number[]>();
  child.on('message', (said: Said) => {
    if (said.type === 'ready') ready.resolve(said.section);
    else if (said.type === 'posted') cards.posted(said.resource, said.card);
    else if (said.type === 'approved') approved.resolve(said.took);
    else failed.reject(new Error(`A click was not acknowledged: ${said.reason}`));
  });
  const tell = (what: ChatStart | Told) => void child.send(what);
  tell(start);
  return {
    name,
    section: await ready.promise,
    pid: child.pid,
    cardOf: (resource) => cards.of(resource),
    approve(clicked, perSecond) {
      approved = Promise.withResolvers();
      tell({ type: 'click', cards: clicked, perSecond });
      return Promise.race([approved.promise, failed.promise]);
    },
    hang: () => tell({ type: 'hang' }),
    failed: failed.promise,
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
  const arrived = new Map<string, Card>();
  const awaited = new Map<string, (card: Card) => void>();
  return {
    posted(resource: string, card: Card): void {
      const asked = awaited.get(resource);
      if (asked) asked(card);
      else arrived.set(resource, card);
      awaited.delete(resource);
    },
    of(resource: string): Promise<Card> {
      const known = arrived.get(resource);
      arrived.delete(resource);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => awaited.set(resource, resolve));
    },
  };
}
