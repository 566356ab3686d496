import type { ActInput, VoteResult } from '../../ports/chat-use-cases.ts';
import { readMetadata, type FormMemory } from '../../chat/slack/form-metadata.ts';
import type { ViewInput } from '../../chat/slack/input.ts';
import { readField, reasonField } from '../../chat/slack/render/inputs.ts';
import {
  CONCERN,
  doneModal,
  EMERGENCY_FORM,
  refusalModal,
  REJECT,
  REVIEW,
  workingModal,
} from '../../chat/slack/render/modals.ts';
import type { AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { refreshHomeAfter } from './home.ts';
import { actOf } from './once.ts';
import { NOT_CONFIRMED, TAKEN } from './words.ts';

const NOT_READ = 'Read the whole change first, then tick this.';
const STALE_FORM = 'Nothing was decided: this form is out of date. Use the current card.';

/** A form is sent off. Who may decide is checked again: the form was opened some time ago. */
export function onForm(deps: SlackDeps, input: ViewInput): Reaction {
  const memory = readMetadata(input.metadata);
  const send = memory && sending(deps, input, actIn(input, memory));
  if (!send) return { outcome: Promise.resolve(refused(STALE_FORM)) };
  const missing = whatIsMissing(input);
  if (missing !== null) return { outcome: Promise.resolve(missing) };
  const where = 'request' in memory.target ? 'in the tab' : 'elsewhere';
  const decided = send();
  return {
    outcome: decided.then((result) => answerTo(input, result)),
    lasts: true,
    holding: { response_action: 'update', view: workingModal() },
    failed: refused(NOT_CONFIRMED),
    late: async (body) => {
      const isReplay = (await decided.catch(() => undefined)) === null;
      await deps.surface.update(input.viewId, isReplay ? doneModal(TAKEN) : lateView(body));
    },
    afterwards: () => refreshHomeAfter(deps, input.account, decided, where),
  };
}

function actIn(input: ViewInput, { target, channel, message }: FormMemory): ActInput {
  const kind = 'request' in target ? 'home' : 'modal';
  return { target, channel, message, account: input.account, kind, ...actOf(input) };
}

/** What the form asks for; null for a form that is none of ours. */
function sending(
  { useCases }: SlackDeps,
  { callback, values }: ViewInput,
  act: ActInput,
): (() => Promise<VoteResult | null>) | null {
  const words = reasonIn(values);
  const read = isTicked(values) ? ({ reviewed: true } as const) : {};
  switch (callback) {
    case REJECT:
      return () => useCases.castVote({ ...act, vote: 'reject', comment: words });
    case REVIEW:
      return () => useCases.castVote({ ...act, vote: 'approve', ...read });
    case EMERGENCY_FORM:
      return () => useCases.breakGlass({ ...act, reason: words, ...read });
    case CONCERN:
      return () => useCases.review({ ...act, finding: 'concern', comment: words });
    default:
      return null;
  }
}

/** What each form has to be filled in with. */
const reasons: { [callback: string]: string } = {
  [REJECT]: 'Say why you reject it: the bot and its owner will read it.',
  [EMERGENCY_FORM]: 'Say why this can not wait: whoever reviews it will read it.',
  [CONCERN]: 'Say what your concern is.',
};
const ticks = new Set([REVIEW, EMERGENCY_FORM]);

function whatIsMissing({ callback, values }: ViewInput): AckBody | null {
  const reason = reasons[callback];
  const errors = {
    ...(reason !== undefined && reasonIn(values) === '' ? { [reasonField.block]: reason } : {}),
    ...(ticks.has(callback) && !isTicked(values) ? { [readField.block]: NOT_READ } : {}),
  };
  return Object.keys(errors).length === 0 ? null : { response_action: 'errors', errors };
}

function isTicked(values: ViewInput['values']): boolean {
  const ticked = values[readField.block]?.[readField.action];
  return Array.isArray(ticked) && ticked.includes('read');
}

function reasonIn(values: ViewInput['values']): string {
  const reason = values[reasonField.block]?.[reasonField.action];
  return typeof reason === 'string' ? reason.trim() : '';
}

/** Null is a replay, which has had its answer. */
function answerTo({ callback }: ViewInput, result: VoteResult | null): AckBody {
  if (result?.ok && result.unneeded) {
    return { response_action: 'update', view: doneModal(result.sentence) };
  }
  if (result === null || result.ok) return { response_action: 'clear' };
  const reason = reasons[callback];
  return result.refusal.code === 'reason_required' && reason !== undefined
    ? { response_action: 'errors', errors: { [reasonField.block]: result.sentence } }
    : refused(result.sentence);
}

function refused(sentence: string): AckBody {
  return { response_action: 'update', view: refusalModal(sentence) };
}

/** The form shows that we are at it; what came of it takes that place. */
function lateView(body: AckBody | undefined) {
  if (body !== undefined && 'view' in body) return body.view;
  return doneModal('Your decision is recorded. The card shows where the request stands.');
}
