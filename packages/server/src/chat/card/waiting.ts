import type { WaitingFor } from '../../ports/chat-use-cases.ts';

export const WAITING = 'Waiting for you';

export type WaitingLists = Omit<WaitingFor, 'person'>;

/** Where there is nothing to list, or not all of it; null where the lists say all. */
export function waitingNote({ waiting, reviews, isUnsure }: WaitingLists): string | null {
  if (waiting.length + reviews.length > 0)
    return isUnsure ? `More may wait for you: ${UNSURE}` : null;
  return isUnsure
    ? `Whether anything waits for you is not known: ${UNSURE}`
    : 'Nothing waits for you.';
}

const UNSURE = 'not all could be looked up just now. Try again in a moment.';
