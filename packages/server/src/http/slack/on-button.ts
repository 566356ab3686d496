import type { VoteInput } from '../../ports/chat-use-cases.ts';
import type { ButtonInput } from '../../chat/slack/input.ts';
import { textMessage } from '../../chat/slack/render/blocks.ts';
import { loadingModal, refusalModal } from '../../chat/slack/render/modals.ts';
import type { Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { formFor } from './form-for.ts';
import { refreshHomeAfter } from './home.ts';
import { actOf } from './once.ts';
import { FORM_DID_NOT_OPEN, NOT_CHECKED, NOT_CONFIRMED } from './words.ts';

/** A click: `Approve` decides at once, the others open a form. */
export function onButton(deps: SlackDeps, input: ButtonInput): Reaction {
  return input.action === 'approve' ? approve(deps, input) : openForm(deps, input);
}

/** A refusal reaches the person as a private note, which commits with its log entry. */
function approve(deps: SlackDeps, input: ButtonInput): Reaction {
  const decide = async () => {
    try {
      return await deps.useCases.castVote({ ...voteOf(input), ...actOf(input), vote: 'approve' });
    } catch (error) {
      deps.report.error({ err: error }, 'A vote could not be cast.');
      await tell(deps, input, NOT_CONFIRMED);
      return null;
    }
  };
  const decided = decide();
  return {
    outcome: decided.then(() => undefined),
    afterwards: () => refreshHomeAfter(deps, input.account, decided),
  };
}

/** Opens before anything is looked up: the click's trigger lives for 3 s, look-ups may take longer. */
function openForm(deps: SlackDeps, input: ButtonInput): Reaction {
  const open = async () => {
    const viewId = await deps.surface.open(input.triggerId, loadingModal()).catch(async (error) => {
      deps.report.warn({ err: error }, 'A form could not be opened.');
      await tell(deps, input, FORM_DID_NOT_OPEN);
      return null;
    });
    if (viewId === null) return undefined;
    const review = input.action === 'review' || input.action === 'home.review';
    const form = await formFor(deps, voteOf(input), review ? 'review' : 'reject').catch((error) => {
      deps.report.error({ err: error }, 'A form could not be filled.');
      return refusalModal(NOT_CHECKED);
    });
    await deps.surface.update(viewId, form);
    return undefined;
  };
  return { outcome: open() };
}

function voteOf(input: ButtonInput): Omit<VoteInput, 'vote' | 'comment' | 'reviewed' | 'act'> {
  const { account, channel, message } = input;
  const inHome = input.action.startsWith('home.');
  return {
    target: inHome ? { request: input.value } : { control: input.value },
    account,
    kind: inHome ? 'home' : 'button',
    channel,
    message,
  };
}

async function tell(deps: SlackDeps, { responseUrl }: ButtonInput, sentence: string) {
  if (responseUrl !== null) await deps.respond(responseUrl, textMessage(sentence));
}
