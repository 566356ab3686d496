import { samePerson, type Account } from '@countersign/core/people';
import { votesOf, type RequestState, type Vote } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Member } from '../ports/people.ts';

/**
 * What the one reader of a card of their own has said of the open stage, wherever they said it; null
 * for a card that others read, too. `members`: who is known by their accounts. What somebody said for
 * another one is not theirs.
 */
export function ownVote(
  { platform, direct }: Pick<Card, 'platform' | 'direct'>,
  state: RequestState,
  members: readonly Member[],
): Pick<Vote, 'vote' | 'at'> | null {
  if (direct === undefined) return null;
  const isTheirs = (account: Pick<Account, 'user'> & { platform: string }) =>
    account.platform === platform && account.user === direct.recipient;
  const reader = members.find(({ accounts = [] }) => accounts.some(isTheirs));
  const own = votesOf(state, state.stage).find(
    ({ person, via, onBehalfOf }) =>
      onBehalfOf === undefined &&
      ([via, ...(via.accounts ?? [])].some(isTheirs) ||
        (reader !== undefined && samePerson(person, reader))),
  );
  return own ? { vote: own.vote, at: own.at } : null;
}
