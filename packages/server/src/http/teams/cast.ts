import { cardPlace, type CardActionInput } from '../../chat/teams/input.ts';
import type { ActInput, VoteInput, VoteResult } from '../../ports/chat-use-cases.ts';
import type { TeamsDeps } from './deps.ts';
import { CONCERN_MISSING, EMERGENCY_REASON_MISSING, NOT_READ, REASON_MISSING } from './words.ts';

/** What a button that decides something asks for. */
export async function cast(
  deps: TeamsDeps,
  input: CardActionInput,
): Promise<VoteResult | 'replayed' | 'failed'> {
  try {
    return (await said(deps, input)) ?? 'replayed';
  } catch (error) {
    deps.report.error({ err: error }, 'A vote could not be cast.');
    return 'failed';
  }
}

function said({ useCases }: TeamsDeps, input: CardActionInput): Promise<VoteResult | null> {
  const { verb, reason, read } = input;
  const act = actOf(input);
  if (verb === 'break_glass') {
    return useCases.breakGlass({ ...act, reason, ...(read ? { reviewed: true } : {}) });
  }
  if (verb === 'all_is_well') return useCases.review({ ...act, finding: 'ok' });
  if (verb === 'concern') return useCases.review({ ...act, finding: 'concern', comment: reason });
  return useCases.castVote(voteOf(input));
}

export function actOf({ control, person, place, activity }: CardActionInput): ActInput {
  return {
    target: { control },
    account: person.account,
    kind: 'button',
    channel: cardPlace(place),
    message: place.message,
    ...(activity === null ? {} : { act: activity }),
  };
}

/** A click that is answered may come twice, and wants the same answer twice: it is no replay. */
export function voteOf(input: CardActionInput): VoteInput & ActInput {
  const { by, verb, control, reason, read, person, place, activity } = input;
  const act = activity === null ? {} : { act: activity };
  return {
    target: { control },
    vote: verb === 'reject' ? 'reject' : 'approve',
    ...(verb === 'reject' ? { comment: reason } : {}),
    ...(read ? { reviewed: true } : {}),
    account: person.account,
    kind: 'button',
    channel: cardPlace(place),
    message: place.message,
    ...(by !== 'submit' ? { answered: true } : act),
  };
}

/** The form asks for it, but forms are filled in by clients. */
export function whatIsMissing({ verb, reason, read }: CardActionInput): string | null {
  if (verb === 'break_glass' && !read) return NOT_READ;
  return reason === '' ? (reasons[verb] ?? null) : null;
}

const reasons: { [verb in CardActionInput['verb']]?: string } = {
  reject: REASON_MISSING,
  break_glass: EMERGENCY_REASON_MISSING,
  concern: CONCERN_MISSING,
};
