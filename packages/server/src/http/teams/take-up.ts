import { textCard } from '../../chat/teams/render/activity.ts';
import type { TakeUp } from '../../ports/inbox.ts';
import type { TeamsDeps } from './deps.ts';
import { fromKept, type Lasting } from './kept.ts';
import { onExecute, onSubmit } from './on-card-action.ts';
import { onCommand } from './on-command.ts';
import { onDialog } from './on-dialog.ts';
import { TOO_LATE } from './words.ts';

/** Whoever decided and saw nothing come of it has thought of something else by then. */
const DECIDES_WITHIN_MS = 15 * 60_000;

/**
 * Carries out what was kept and never finished, as if it came in now: with fresh look-ups, and counted
 * once. A person's decision is only carried out while they can still mean it; the answer of a click
 * that nobody waits for any more is a message.
 */
export function createTakeUp(deps: TeamsDeps): TakeUp {
  return async (kept, ageMs) => {
    const input = fromKept(kept);
    const isOld = ageMs > DECIDES_WITHIN_MS;
    if (isOld && (input.type === 'card_action' || input.type === 'command')) {
      return deps.tell(input, textCard(TOO_LATE));
    }
    return carryOut(deps, input);
  };
}

async function carryOut(deps: TeamsDeps, input: Lasting): Promise<void> {
  switch (input.type) {
    case 'installed':
      return deps.installed(input);
    case 'removed':
      return deps.removed(input);
    case 'command':
      return onCommand(deps, input);
    case 'card_action': {
      if (input.by === 'submit') return onSubmit(deps, input);
      const done = input.by === 'dialog' ? onDialog(deps, input) : onExecute(deps, input);
      const { late } = await done;
      if (late !== null) await deps.tell(input, textCard(late));
    }
  }
}
