import type { TakeUp } from '../../ports/inbox.ts';
import type { SlackDeps } from './deps.ts';
import { fromKept } from './kept.ts';
import { reactionTo } from './reaction.ts';
import { TOO_LATE } from './words.ts';

/** Whoever decided and saw nothing come of it has thought of something else by then. */
const DECIDES_WITHIN_MS = 15 * 60_000;

/**
 * Carries out what was kept and never finished, as if it came in now: with fresh look-ups, and
 * counted once. A person's decision is only carried out while they can still mean it.
 */
export function createTakeUp(deps: SlackDeps): TakeUp {
  return async (kept, ageMs) => {
    const input = fromKept(kept);
    if (!deps.isOurs(input.origin)) return;
    if ('triggerId' in input && ageMs > DECIDES_WITHIN_MS) {
      const channel = 'channel' in input ? input.channel : null;
      return deps.inbox.note({ user: input.account.user, channel }, TOO_LATE);
    }
    const { outcome, late, afterwards } = reactionTo(deps, input, 'kept');
    const body = await outcome;
    for (const answer of [async () => late?.(body), async () => afterwards?.()]) {
      await answer().catch((err: unknown) =>
        deps.report.warn({ err }, 'What was taken up is done, and could not be answered.'),
      );
    }
  };
}
