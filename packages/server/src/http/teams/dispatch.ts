import type { CardActionInput, TeamsInput } from '../../chat/teams/input.ts';
import { textCard } from '../../chat/teams/render/activity.ts';
import { dialogSaying, notOurs, saying, type InvokeAnswer } from './answer.ts';
import type { TeamsDeps } from './deps.ts';
import { forKeeping, lasts, type Lasting } from './kept.ts';
import { onExecute, onSubmit, type Executed } from './on-card-action.ts';
import { onCommand } from './on-command.ts';
import { onDialog } from './on-dialog.ts';
import { FAILED, STILL_AT_IT } from './words.ts';

/** Teams shows “Unable to reach app” where an invoke takes longer than some seconds. */
const ANSWER_WITHIN_MS = 4_000;
/** What is not done by then is kept, with time left for a store that is not quick. */
const KEEP_AFTER_MS = 3_000;

/** `done` ends when all is done, which may be after the answer. */
export type Dispatched = { answer: Promise<InvokeAnswer | null>; done: Promise<void> };
export type Dispatch = (input: TeamsInput) => Dispatched;

/** One activity from Teams, answered in time whatever hangs. Only invokes want words. */
export function createDispatch(deps: TeamsDeps): Dispatch {
  return (input) => {
    switch (input.type) {
      case 'card_action':
        return input.by === 'submit'
          ? received(deps, input, onSubmit(deps, input))
          : invoked(deps, input);
      case 'command':
        return received(deps, input, onCommand(deps, input));
      case 'installed':
        return received(deps, input, deps.installed(input));
      case 'removed':
        return received(deps, input, deps.removed(input));
      case 'channel_changed':
        deps.forget.channel(input.channel);
        return received(deps, input, Promise.resolve());
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
  const { inTime, forgotten } = untilLate(deps, input, outcome);
  const tell = async () => {
    const [shown, { late }] = [await inTime, await outcome];
    if (shown === null && late !== null) await deps.tell(input, textCard(late));
  };
  const holding = say(lasts(input) ? STILL_AT_IT : FAILED);
  return {
    answer: inTime.then((shown) => shown?.answer ?? holding),
    done: reported(deps, Promise.all([forgotten, tell()])),
  };
}

/** Acknowledged once it is done, or kept: Teams sends again what is not acknowledged. */
function received(deps: TeamsDeps, input: TeamsInput, work: Promise<void>): Dispatched {
  const done = reported(deps, work);
  const { inTime, forgotten } = untilLate(deps, input, done, 'waits to be kept');
  return { answer: inTime.then(() => null), done: reported(deps, forgotten) };
}

/**
 * `inTime`: the outcome, or null once there is no more time for it. What lasts is kept before that, and
 * `forgotten` once it is done; what could not be kept, and nobody waits for, is acknowledged by its end.
 */
function untilLate<T>(
  deps: TeamsDeps,
  input: TeamsInput,
  outcome: Promise<T>,
  patience?: 'waits to be kept',
): { inTime: Promise<T | null>; forgotten: Promise<void> } {
  const early = Promise.race([outcome.then(() => true), deps.after(KEEP_AFTER_MS)]);
  const kept = early.then((isDone) => (isDone || !lasts(input) ? undefined : keep(deps, input)));
  const late = async () => {
    await deps.after(ANSWER_WITHIN_MS);
    if (patience && (await kept) === null) await outcome;
    return null;
  };
  const forget = async () => {
    await outcome;
    await (await kept)?.forget();
  };
  return { inTime: Promise.race([outcome, late()]), forgotten: forget() };
}

/** Null where the store did not take it. */
async function keep({ inbox, report }: TeamsDeps, input: Lasting) {
  try {
    return await inbox.keep(await forKeeping(input, (text) => inbox.mask(text)));
  } catch (err) {
    report.error({ err, type: input.type }, 'What Teams told us could not be kept.');
    return null;
  }
}

async function reported(deps: TeamsDeps, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    deps.report.error({ err: error }, 'An activity of Teams could not be carried out.');
  });
}
