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
  const { account } = input;
  const inHome = input.action.startsWith('home.');
  const reviewed = deps.useCases.review({ ...voteOf(input), ...actOf(input), finding: 'ok' });
  return {
    outcome: reviewed.then(() => undefined),
    lasts: true,
    sorry: () => (inHome ? show(deps, input, NOT_CONFIRMED) : tell(deps, input, NOT_CONFIRMED)),
    afterwards: async () => {
      const result = await reviewed.catch(() => null);
      if (result === null) return;
      // The Home tab has no place for a sentence, and shows by itself what was recorded.
      if (!inHome) await tell(deps, input, result.sentence);
      else if (!result.ok) await show(deps, input, result.sentence);
      await refreshHomeAfter(deps, account, reviewed, inHome ? 'in the tab' : 'elsewhere');
    },
  };
}

async function show({ surface, inbox }: SlackDeps, input: ButtonInput, sentence: string) {
  await surface
    .open(input.triggerId, refusalModal(sentence))
    // The click was long ago.
    .catch(() => inbox.note({ user: input.account.user, channel: null }, sentence));
}

/** A refusal reaches the person as a private note, which commits with its log entry. */
function approve(deps: SlackDeps, input: ButtonInput): Reaction {
  const decided = deps.useCases.castVote({ ...voteOf(input), ...actOf(input), vote: 'approve' });
  return {
    outcome: decided.then(() => undefined),
    lasts: true,
    sorry: () => tell(deps, input, NOT_CONFIRMED),
    afterwards: async () => {
      const result = await decided.catch(() => null);
      if (result?.ok && result.unneeded) await tell(deps, input, result.sentence);
      await refreshHomeAfter(deps, input.account, decided);
    },
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

async function tell(deps: SlackDeps, input: ButtonInput, sentence: string): Promise<void> {
  const { responseUrl, account, channel } = input;
  if (responseUrl !== null) await deps.respond(responseUrl, textMessage(sentence));
  else if (channel !== null) await deps.inbox.note({ user: account.user, channel }, sentence);
}
