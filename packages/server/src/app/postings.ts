import type { Timer } from './loop.ts';

/** Slack wants an answer to what it tells; what is not done by then would have to be kept first. */
const AT_MOST_MS = 400;

/**
 * The cards that this process is posting right now. It saves work and decides nothing: who waits for
 * a posting looks into the store afterwards, and so does everybody in another replica.
 */
export type Postings = {
  during<T>(card: string, posting: () => Promise<T>): Promise<T>;
  /** Resolves once the posting of this card has ended, or after a while. */
  settled(card: string): Promise<void>;
};

export function createPostings(timer: Timer): Postings {
  const underWay = new Map<string, Promise<void>>();

  return {
    async during(card, posting) {
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      underWay.set(card, over);
      try {
        return await posting();
      } finally {
        // A later attempt may have taken its place.
        if (underWay.get(card) === over) underWay.delete(card);
        end();
      }
    },
    async settled(card) {
      const over = underWay.get(card);
      if (over === undefined) return;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const limit = timer(resolve, AT_MOST_MS);
      await Promise.race([over, late]);
      limit.cancel();
    },
  };
}
