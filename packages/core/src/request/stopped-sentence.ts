import { moment } from '../text/moment.ts';
import type { Stopped } from './command.ts';
import type { RequestState } from './state.ts';

/** “CI has been suspended since 2026-11-22 16:28 UTC, and no approval of what it asks counts until it is resumed.” */
export function stoppedSentence(
  { identity: { name } }: Pick<RequestState, 'identity'>,
  stopped: Stopped,
): string {
  switch (stopped.why) {
    case 'suspended': {
      const { since } = stopped;
      const is = since === null ? 'is suspended' : `has been suspended since ${moment(since)}`;
      return `${name} ${is}, and no approval of what it asks counts until it is resumed.`;
    }
    case 'unknown':
      return `${name} is not in the register any more, and no approval of what it asks counts.`;
    case 'ownerless':
      return `Nobody answers for ${name} any more, and no approval of what it asks counts until somebody does.`;
  }
}
