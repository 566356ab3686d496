import type { ModalView } from '@slack/types';
import { writeMetadata } from '../../chat/slack/form-metadata.ts';
import type { ListButtonInput, ViewInput } from '../../chat/slack/input.ts';
import { textMessage } from '../../chat/slack/render/blocks.ts';
import { reasonField } from '../../chat/slack/render/inputs.ts';
import { togetherDone, togetherModal } from '../../chat/slack/render/list-modals.ts';
import {
  loadingModal,
  refusalModal,
  reviewModal,
  workingModal,
} from '../../chat/slack/render/modals.ts';
import type { TogetherResult } from '../../ports/list-use-cases.ts';
import type { AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { FORM_DID_NOT_OPEN, NOT_CHECKED, NOT_CONFIRMED, STALE } from './words.ts';

/** A click on a list that opens something: one of its requests, or a form about all of them. */
export function onListButton(deps: SlackDeps, input: ListButtonInput): Reaction {
  const open = async () => {
    const viewId = await deps.surface.open(input.triggerId, loadingModal()).catch(async (error) => {
      deps.report.warn({ err: error }, 'A form could not be opened.');
      const { responseUrl } = input;
      if (responseUrl !== null) await deps.respond(responseUrl, textMessage(FORM_DID_NOT_OPEN));
      return null;
    });
    if (viewId === null) return undefined;
    const work = input.action === 'show' ? one(deps, input) : together(deps, input);
    const form = await work.catch((error: unknown) => {
      deps.report.error({ err: error }, 'A form could not be filled.');
      return refusalModal(NOT_CHECKED);
    });
    await deps.surface.update(viewId, form);
    return undefined;
  };
  return { outcome: open() };
}

/** All of one request, for whoever has the list before their eyes; to be approved by those who may. */
async function one({ useCases }: SlackDeps, input: ListButtonInput): Promise<ModalView> {
  const { account, channel, message, value: card } = input;
  if (channel === null) return refusalModal(STALE);
  const viewed = await useCases.viewCard(account, { card, channel, message: null, alone: true });
  if (viewed === null) return refusalModal(STALE);
  const { content, may } = viewed;
  const metadata = writeMetadata({ target: { control: content.card.control }, channel, message });
  const isOpen = content.state.status === 'pending';
  const facts = isOpen && may.approve ? content : { ...content, details: { approvable: false } };
  return reviewModal(facts, metadata);
}

async function together({ useCases }: SlackDeps, input: ListButtonInput): Promise<ModalView> {
  const { account, channel, value: control, action } = input;
  if (action === 'show') return refusalModal(STALE);
  const opened = await useCases.openTogether({ control, vote: action, account, channel });
  return opened.ok ? togetherModal(opened, opened.form) : refusalModal(opened.sentence);
}

/** The form about several is sent off: what it showed is in the store, under its name. */
export function onListForm(deps: SlackDeps, input: ViewInput): Reaction {
  const { account, metadata: form, values } = input;
  const typed = values[reasonField.block]?.[reasonField.action];
  const reason = typeof typed === 'string' ? typed.trim() : undefined;
  if (reason === '') return { outcome: Promise.resolve(reasonMissing) };
  const sent = { form, account, ...(reason === undefined ? {} : { reason }) };
  return {
    outcome: deps.useCases.decideTogether(sent).then(answerTo),
    lasts: true,
    holding: { response_action: 'update', view: workingModal() },
    failed: refused(NOT_CONFIRMED),
    late: (body) =>
      deps.surface.update(
        input.viewId,
        body && 'view' in body ? body.view : refusalModal(NOT_CONFIRMED),
      ),
  };
}

const reasonMissing: AckBody = {
  response_action: 'errors',
  errors: { [reasonField.block]: 'Say why you reject them: the bot and its owner will read it.' },
};

function answerTo(result: TogetherResult): AckBody {
  if (!result.ok) return refused(result.sentence);
  if (result.replayed) return { response_action: 'clear' };
  return { response_action: 'update', view: togetherDone(result) };
}

function refused(sentence: string): AckBody {
  return { response_action: 'update', view: refusalModal(sentence) };
}
