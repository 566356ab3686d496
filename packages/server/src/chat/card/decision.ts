import type { RequestState } from '@countersign/core/request/state';
import type { CardContent } from '../../ports/chat.ts';
import { line, names } from './words.ts';

/** Something that happened: a sentence, when, and the words that came with it. */
export type Told = { sentence: string; at: number; words: string | null };

/** How the request ended; null while it is open. */
export function decisionText(state: RequestState): Told | null {
  const at = state.decidedAt ?? state.expiresAt;
  switch (state.status) {
    case 'pending':
      return null;
    case 'approved':
      return { sentence: `Approved by ${voters(state, 'approve')}`, at, words: lastWords(state) };
    case 'rejected':
      return { sentence: `Rejected by ${voters(state, 'reject')}`, at, words: lastWords(state) };
    case 'expired':
      return { sentence: 'Expired: not enough people approved in time', at, words: null };
    case 'withdrawn':
      return { sentence: `Withdrawn by ${line(state.identity.name, 80)}`, at, words: null };
  }
}

/** How the command ended, as the bot reported it; null until then. */
export function outcomeText(outcome: CardContent['outcome']): Told | null {
  if (outcome === null) return null;
  const code = outcome.exitCode === undefined ? '' : ` with exit code ${outcome.exitCode}`;
  const sentence =
    outcome.status === 'succeeded' ? 'The command succeeded' : `The command failed${code}`;
  return { sentence, at: outcome.at, words: outcome.message ? line(outcome.message, 300) : null };
}

function voters(state: RequestState, vote: 'approve' | 'reject'): string {
  const people = state.votes.filter((cast) => cast.vote === vote).map((cast) => cast.person);
  return names(people, 6) ?? 'nobody';
}

function lastWords(state: RequestState): string | null {
  const comment = state.votes.at(-1)?.comment;
  return comment ? line(comment, 500) : null;
}
