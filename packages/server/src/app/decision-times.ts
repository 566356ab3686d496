import type { Vote } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Decision } from '../ports/effects.ts';
import type { StoredRequest } from '../ports/stored-request.ts';

/** Faster than this, nobody has read what they decided. Nothing is refused for it. */
export const QUICK_MS = 3_000;

/**
 * How long a person took: since the card was posted or the stage opened, whichever was later. Words
 * to the bot count from the first card that was posted.
 */
export function decisionOf(current: StoredRequest, card: Card | null, vote: Vote): Decision {
  const { state, cards } = current;
  const own = cards.find(({ id }) => id === card?.id);
  const posted = own ? [own.postedAt] : cards.map(({ postedAt }) => postedAt);
  const known = posted.filter((at) => at !== undefined);
  const shownAt = known.length === 0 ? 0 : Math.min(...known);
  const { person, via, at } = vote;
  return {
    request: state.id,
    person: person.id,
    name: person.name,
    platform: via.platform,
    at,
    tookMs: Math.max(0, at - Math.max(state.stageOpenedAt, shownAt)),
  };
}
