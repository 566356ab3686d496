import { moment } from '../text/moment.ts';
import type { Suspended } from './command.ts';
import type { RequestState } from './state.ts';

/** “CI has been suspended since 2026-11-22 16:28 UTC, and no approval of what it asks counts until it is resumed.” */
export function suspendedSentence(
  { identity: { name } }: Pick<RequestState, 'identity'>,
  { since }: Suspended,
): string {
  const is = since === null ? 'is suspended' : `has been suspended since ${moment(since)}`;
  return `${name} ${is}, and no approval of what it asks counts until it is resumed.`;
}
