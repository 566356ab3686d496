import { fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import type { Secrets } from './deployment.ts';

export type SlackStart = Pick<Secrets, 'signingSecret' | 'botToken'> & {
  /** Where the app listens. */
  appUrl: string;
};

/** Where a card stands. */
export type Card = { channel: string; ts: string };

/** People click Approve on each card in turn, whether or not the clicks before are acknowledged. */
export type Clicks = { cards: Card[]; perSecond: number };

/** What the process with Slack says of itself. */
export type Said =
  | { type: 'ready'; apiUrl: string }
  /** A card that nobody clicks by themselves. */
  | { type: 'posted'; resource: string; card: Card }
  /** Milliseconds until each click was acknowledged, from when it was due. */
  | { type: 'approved'; took: number[] }
  /** The app did not acknowledge a click as Slack demands. */
  | { type: 'failed'; reason: string };

export type Slack = {
  apiUrl: string;
  pid: number;
  /** The card that says this resource, once it is posted; of those that are left to be clicked. */
  cardOf(resource: string): Promise<Card>;
  /** Resolves with {@link Said}'s `took`; one at a time. */
  approve(clicks: Clicks): Promise<number[]>;
  /** Rejects once a click failed. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

/** Starts Slack and its people beside the service, with Slack's own limits of pace lifted. */
export async function startSlack(start: SlackStart, flags: string[]): Promise<Slack> {
  const child = fork(new URL('./slack-process.ts', import.meta.url), { execArgv: flags });
  if (child.pid === undefined) throw new Error('Slack has no process.');
  const cards = createCards();
  const ready = Promise.withResolvers<string>();
  const failed = Promise.withResolvers<never>();
  // Whoever does not race with it does not care.
  failed.promise.catch(() => {});
  let approved = Promise.withResolvers<number[]>();
  child.on('message', (said: Said) => {
    if (said.type === 'ready') ready.resolve(said.apiUrl);
    else if (said.type === 'posted') cards.posted(said.resource, said.card);
    else if (said.type === 'approved') approved.resolve(said.took);
    else failed.reject(new Error(`A click was not acknowledged: ${said.reason}`));
  });
  const tell = (what: Serializable) => void child.send(what);
  tell(start);
  return {
    apiUrl: await ready.promise,
    pid: child.pid,
    cardOf: (resource) => cards.of(resource),
    approve(clicks) {
      approved = Promise.withResolvers();
      tell(clicks);
      return Promise.race([approved.promise, failed.promise]);
    },
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
