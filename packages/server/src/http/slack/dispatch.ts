import type { SlackInput } from '../../chat/slack/input.ts';
import { LIST_FORM } from '../../chat/slack/render/list-modals.ts';
import type { Ack, AckBody, Reaction } from './answer.ts';
import { onButton } from './on-button.ts';
import { onCommand } from './on-command.ts';
import { onEvent } from './on-event.ts';
import { onForm } from './on-form.ts';
import { onListButton, onListForm } from './on-list.ts';
import type { SlackDeps } from './deps.ts';

/** Slack gives up after 3 s and people lose patience before: acknowledge by then, done or not. */
const ACK_WITHIN_MS = 800;

export type Dispatch = (input: SlackInput, ack: Ack, retry?: number) => Promise<void>;

/**
 * One input from Slack, whether it came by HTTP or by Socket Mode: acknowledged within a second,
 * with the outcome where it is known by then. Resolves once all is done. Rejects, before any
 * acknowledgement, where Slack should send the event again.
 */
export function createDispatch(deps: SlackDeps): Dispatch {
  return async (input, ack, retry = 0) => {
    if (input.type === 'url_verification') return ack({ challenge: input.challenge });
    if (input.type === 'ignored' || input.type === 'view_closed') return ack();
    if (!deps.isOurs(input.origin)) {
      deps.report.warn(
        { origin: input.origin },
        'Slack sent something of a team that is not ours.',
      );
      return ack();
    }
    switch (input.type) {
      case 'button':
        return settle(deps, onButton(deps, input), ack);
      case 'list_button':
        return settle(deps, onListButton(deps, input), ack);
      case 'view_submission':
        return settle(deps, (input.callback === LIST_FORM ? onListForm : onForm)(deps, input), ack);
      case 'command':
        return settle(deps, onCommand(deps, input), ack);
      case 'app_home_opened':
      case 'metadata_posted':
      case 'user_changed':
      case 'group_changed':
      case 'channel_changed':
      case 'uninstalled':
      case 'token_revoked':
        return settle(deps, onEvent(deps, input, retry), ack);
    }
  };
}

type Outcome = { ok: true; body: AckBody | undefined } | { ok: false; error: unknown };

async function settle(deps: SlackDeps, reaction: Reaction, ack: Ack): Promise<void> {
  const outcome = reaction.outcome.then(
    (body): Outcome => ({ ok: true, body }),
    (error: unknown): Outcome => ({ ok: false, error }),
  );
  const tooLate = deps.after(ACK_WITHIN_MS).then(() => null);
  const inTime = await Promise.race([outcome, tooLate]);
  if (inTime === null) await answerLate(deps, reaction, outcome, ack);
  else await answerInTime(deps, reaction, inTime, ack);
  await reported(deps, async () => reaction.afterwards?.());
}

async function answerInTime(
  deps: SlackDeps,
  { failed, late, retriable }: Reaction,
  outcome: Outcome,
  ack: Ack,
): Promise<void> {
  if (!outcome.ok && retriable) throw outcome.error;
  if (!outcome.ok) report(deps, outcome.error);
  const body = outcome.ok ? outcome.body : failed;
  try {
    await ack(body);
  } catch (error) {
    // The socket closed in between; a person still has to learn what came of their decision.
    report(deps, error);
    await reported(deps, async () => late?.(body));
  }
}

/** Even where the acknowledgement gets lost, the answer has its own way to the person. */
async function answerLate(
  deps: SlackDeps,
  { holding, late, failed }: Reaction,
  outcome: Promise<Outcome>,
  ack: Ack,
): Promise<void> {
  await reported(deps, () => ack(holding));
  const known = await outcome;
  if (!known.ok) report(deps, known.error);
  await reported(deps, async () => late?.(known.ok ? known.body : failed));
}

async function reported(deps: SlackDeps, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(deps, error);
  }
}

function report(deps: SlackDeps, err: unknown): void {
  deps.report.error({ err }, 'An answer to Slack failed.');
}
