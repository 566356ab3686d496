import {
  approvalsOf,
  rejectionsOf,
  type RequestState,
  type Vote,
} from '@countersign/core/request/state';
import type { CardContent } from '../../ports/chat.ts';
import { line, voters } from './words.ts';

/** Something that happened: a sentence, when, and the words that came with it. */
export type Told = { sentence: string; at: number; words: string | null };

/** How the request ended; null while it is open. */
export function decisionText(state: RequestState): Told | null {
  const at = state.decidedAt ?? state.expiresAt;
  switch (state.status) {
    case 'pending':
      return null;
    case 'approved':
      if (state.plan.allowed) return { sentence: 'Allowed by policy', at, words: null };
      if (state.urgent) {
        const sentence = `Approved in an emergency by ${nameOf(state.urgent)} alone`;
        return { sentence, at, words: line(state.urgent.reason, 500) };
      }
      return { sentence: `Approved by ${approvers(state)}`, at, words: lastWords(state) };
    case 'rejected':
      return {
        sentence: `Rejected by ${peopleOf(rejectionsOf(state, state.stage))}`,
        at,
        words: lastWords(state),
      };
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

function nameOf({ person }: Pick<Vote, 'person'>): string {
  return line(person.name, 60);
}

function approvers(state: RequestState): string {
  return peopleOf(state.plan.stages.flatMap((_, at) => approvalsOf(state, at)));
}

function peopleOf(votes: Vote[]): string {
  return voters(votes, 6) ?? 'nobody';
}

function lastWords(state: RequestState): string | null {
  const comment = state.votes.at(-1)?.comment;
  return comment ? line(comment, 500) : null;
}
