import type { ActInput } from '../../ports/chat-use-cases.ts';
import type { ButtonInput } from '../../chat/slack/input.ts';
import { textMessage } from '../../chat/slack/render/blocks.ts';
import { loadingModal, refusalModal } from '../../chat/slack/render/modals.ts';
import type { Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { formFor, type FormKind } from './form-for.ts';
import { refreshHomeAfter } from './home.ts';
import { actOf } from './once.ts';
import { FORM_DID_NOT_OPEN, NOT_CHECKED, NOT_CONFIRMED } from './words.ts';

/** A click: `Approve` decides at once, as does a review that found nothing; the others open a form. */
export function onButton(deps: SlackDeps, input: ButtonInput): Reaction {
  const { action } = input;
  if (action === 'approve') return approve(deps, input);
  if (action === 'finding.ok' || action === 'home.finding.ok') return allIsWell(deps, input);
  return openForm(deps, input, forms[action]);
}

const forms = {
  reject: 'reject',
  'home.reject': 'reject',
  review: 'review',
  'home.review': 'review',
  emergency: 'emergency',
  'finding.concern': 'concern',
  'home.finding.concern': 'concern',
} as const;

function allIsWell(deps: SlackDeps, input: ButtonInput): Reaction {
  const answer = async () => {
    const said = { ...voteOf(input), ...actOf(input), finding: 'ok' } as const;
    const result = await deps.useCases.review(said).catch((error: unknown) => {
      deps.report.error({ err: error }, 'A review could not be recorded.');
      return 'failed' as const;
    });
    if (result === null) return null;
    const sentence = result === 'failed' ? NOT_CONFIRMED : result.sentence;
    if (input.responseUrl !== null) await tell(deps, input, sentence);
    // The Home tab has no place for a sentence, and shows by itself what was recorded.
    else if (result === 'failed' || !result.ok) {
      await deps.surface.open(input.triggerId, refusalModal(sentence));
    }
    return result === 'failed' ? null : result;
  };
  const reviewed = answer();
  const where = input.action.startsWith('home.') ? 'in the tab' : 'elsewhere';
  return {
    outcome: reviewed.then(() => undefined),
    afterwards: () => refreshHomeAfter(deps, input.account, reviewed, where),
  };
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
function openForm(deps: SlackDeps, input: ButtonInput, kind: FormKind): Reaction {
  const open = async () => {
    const viewId = await deps.surface.open(input.triggerId, loadingModal()).catch(async (error) => {
      deps.report.warn({ err: error }, 'A form could not be opened.');
      await tell(deps, input, FORM_DID_NOT_OPEN);
      return null;
    });
    if (viewId === null) return undefined;
    const form = await formFor(deps, voteOf(input), kind).catch((error) => {
      deps.report.error({ err: error }, 'A form could not be filled.');
      return refusalModal(NOT_CHECKED);
    });
    await deps.surface.update(viewId, form);
    return undefined;
  };
  return { outcome: open() };
}

function voteOf(input: ButtonInput): Omit<ActInput, 'act'> {
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
