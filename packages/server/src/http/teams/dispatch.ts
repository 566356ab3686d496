import type { CardActionInput, TeamsInput, Verb } from '../../chat/teams/input.ts';
import { textCard } from '../../chat/teams/render/activity.ts';
import { dialogSaying, notOurs, saying, type InvokeAnswer } from './answer.ts';
import type { TeamsDeps } from './deps.ts';
import { onExecute, onSubmit, type Executed } from './on-card-action.ts';
import { onCommand } from './on-command.ts';
import { onDialog } from './on-dialog.ts';
import { FAILED, STILL_AT_IT } from './words.ts';

/** Teams shows “Unable to reach app” where an invoke takes longer than some seconds. */
const ANSWER_WITHIN_MS = 4_000;

/** `done` ends when all is done, which may be after the answer. */
export type Dispatched = { answer: Promise<InvokeAnswer | null>; done: Promise<void> };
export type Dispatch = (input: TeamsInput) => Dispatched;

/** One activity from Teams, answered in time whatever hangs. Only invokes want words. */
export function createDispatch(deps: TeamsDeps): Dispatch {
  return (input) => {
    switch (input.type) {
      case 'card_action':
        return input.by === 'submit' ? received(deps, onSubmit(deps, input)) : invoked(deps, input);
      case 'command':
        return received(deps, onCommand(deps, input));
      case 'installed':
        return received(deps, deps.installed(input));
      case 'removed':
        return received(deps, deps.removed(input));
      case 'channel_changed':
        deps.forget.channel(input.channel);
        return received(deps, Promise.resolve());
      case 'ignored': {
        const answer = input.isInvoke ? notOurs(`Countersign does not take ${input.why}.`) : null;
        return { answer: Promise.resolve(answer), done: Promise.resolve() };
      }
    }
  };
}

/** The outcome where it is there in time; else that we are still at it, and the outcome by a message. */
function invoked(deps: TeamsDeps, input: CardActionInput): Dispatched {
  const isDialog = input.by === 'dialog';
  const say = isDialog ? dialogSaying : saying;
  const work = isDialog ? onDialog(deps, input) : onExecute(deps, input);
  const outcome = work.catch((error: unknown): Executed => {
    deps.report.error({ err: error }, 'A click in Teams could not be answered.');
    return { answer: say(FAILED), late: FAILED };
  });
  const tooLate = deps.after(ANSWER_WITHIN_MS).then(() => null);
  const inTime = Promise.race([outcome, tooLate]);
  const tell = async () => {
    const [shown, { late }] = [await inTime, await outcome];
    if (shown === null && late !== null) await deps.tell(input, textCard(late));
  };
  const holding = say(opensOnly.has(input.verb) ? FAILED : STILL_AT_IT);
  return { answer: inTime.then((shown) => shown?.answer ?? holding), done: reported(deps, tell()) };
}

/** They decide nothing, so that nothing is on its way. */
const opensOnly = new Set<Verb>(['refresh', 'list_show', 'list_approve', 'list_reject']);

/** Acknowledged once it is done, so that a process that dies before is asked again. */
function received(deps: TeamsDeps, work: Promise<void>): Dispatched {
  const done = reported(deps, work);
  const tooLate = deps.after(ANSWER_WITHIN_MS);
  return { answer: Promise.race([done, tooLate]).then(() => null), done };
}

function reported(deps: TeamsDeps, work: Promise<void>): Promise<void> {
  return work.catch((error: unknown) => {
    deps.report.error({ err: error }, 'An activity of Teams could not be carried out.');
  });
}
