import { moment } from '../text/moment.ts';
import { approvalsOf, rejectionsOf, type RequestState, type Vote } from './state.ts';

/** “Ada Lovelace approved it at 2026-11-22 10:00 UTC”, to stand within a sentence. */
export function howItEnded(state: RequestState): string {
  const at = moment(state.decidedAt ?? state.expiresAt);
  switch (state.status) {
    case 'pending':
      return 'it is still open';
    case 'approved':
      if (state.plan.allowed) return `policy allowed it at ${at}`;
      if (state.urgent)
        return `${state.urgent.person.name} approved it alone in an emergency at ${at}`;
      return `${names(stages(state).flatMap((stage) => approvalsOf(state, stage)))} approved it at ${at}`;
    case 'rejected':
      return `${names(rejectionsOf(state, state.stage))} rejected it at ${at}`;
    case 'expired':
      return `it expired at ${at}`;
    case 'withdrawn':
      return `${state.identity.name} withdrew it at ${at}`;
  }
}

/** The same as a sentence of its own. A name keeps the letters that it has. */
export function howItEndedSentence(state: RequestState): string {
  const how = howItEnded(state);
  const isOurs = state.status === 'pending' || state.status === 'expired' || state.plan.allowed;
  return `${isOurs ? how.charAt(0).toUpperCase() + how.slice(1) : how}.`;
}

function stages({ plan }: RequestState): number[] {
  return [...plan.stages.keys()];
}

/** Made once, at its first use: it takes far longer to make than to use. */
let list: Intl.ListFormat | undefined;

/** `Ada, Grace and Linus`, each once. */
export function names(votes: readonly Pick<Vote, 'person' | 'onBehalfOf'>[]): string {
  const distinct = [...new Set(votes.map(whoVoted))];
  return (list ??= new Intl.ListFormat('en')).format(distinct);
}

/** “Grace Hopper (for Ada Lovelace)” */
function whoVoted({ person, onBehalfOf }: Pick<Vote, 'person' | 'onBehalfOf'>): string {
  return onBehalfOf ? `${person.name} (for ${onBehalfOf.person.name})` : person.name;
}
