import { randomUUID } from 'node:crypto';
import { postCard } from '@countersign/server/app/lanes';
import { fitsOnCard } from '@countersign/server/chat/card';
import type { LoadedConfig } from '@countersign/server/config/load';
import type { Card } from '@countersign/server/ports/card';
import type { Store } from '@countersign/server/ports/store';
import { lockStore } from '@countersign/server/store-lock';
import { openStore } from '@countersign/server/store/open';

const MOST_OPEN = 1_000;

/**
 * The double has forgotten its messages, where Slack would not: open requests get new cards, with
 * the votes they have. Done before the service starts, and only where no other process runs it.
 * Throws StartError where one does.
 */
export async function repostOpenRequests({ store: url, pace }: LoadedConfig): Promise<void> {
  // A database may have other replicas, whose cards are still where they were.
  if (!url.startsWith('sqlite:')) return;
  const lock = lockStore(url);
  try {
    const store = await openStore(url);
    for (const { state } of await store.requests.oldestOpen(MOST_OPEN)) {
      await repost(store, state.id, pace.postMs);
    }
    await store.close();
  } finally {
    lock.release();
  }
}

async function repost(store: Store, id: string, postPaceMs: number): Promise<void> {
  const submission = await store.requests.submission(id);
  if (!submission) throw new Error(`Request ${id} has no submission.`);
  const whole = fitsOnCard(submission);
  const ctx = { newId: (prefix: string) => `${prefix}_${randomUUID()}`, postPaceMs };
  await store.requests.change(id, (current) => {
    // The others still wait for their first posting.
    const cards: Card[] = current.cards
      .filter((card) => card.message !== null)
      .map((card) => ({ ...card, message: null, drawn: 0, whole }));
    const deliveries = cards.map((card) => postCard(ctx, card, Date.now()));
    return { cards, deliveries, result: null };
  });
}
