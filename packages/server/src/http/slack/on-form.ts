import type { VoteInput, VoteResult } from '../../ports/chat-use-cases.ts';
import { readMetadata, type FormMemory } from '../../chat/slack/form-metadata.ts';
import type { ViewInput } from '../../chat/slack/input.ts';
import {
  doneModal,
  readField,
  reasonField,
  refusalModal,
  REJECT,
  REVIEW,
  workingModal,
} from '../../chat/slack/render/modals.ts';
import type { AckBody, Reaction } from './answer.ts';
import type { SlackDeps } from './deps.ts';
import { refreshHomeAfter } from './home.ts';
import { actOf } from './once.ts';
import { NOT_CONFIRMED } from './words.ts';

const REASON_MISSING = 'Say why you reject it: the bot and its owner will read it.';
const NOT_READ = 'Read the whole change first, then tick this.';
const STALE_FORM = 'Nothing was decided: this form is out of date. Use the current card.';

/** A form is sent off. Who may decide is checked again: the form was opened some time ago. */
export function onForm(deps: SlackDeps, input: ViewInput): Reaction {
  const memory = readMetadata(input.metadata);
  const vote = memory === null ? null : voteOf(input, memory);
  if (vote === null) return { outcome: Promise.resolve(refused(STALE_FORM)) };
  const missing = whatIsMissing(input);
  if (missing !== null) return { outcome: Promise.resolve(missing) };
  return decide(deps, input, vote);
}

function decide(deps: SlackDeps, input: ViewInput, vote: VoteInput): Reaction {
  const decided = deps.useCases.castVote({ ...vote, ...actOf(input) });
  return {
    outcome: decided.then(answerTo),
    holding: { response_action: 'update', view: workingModal() },
    failed: refused(NOT_CONFIRMED),
    late: (body) => deps.surface.update(input.viewId, lateView(body)),
    afterwards: () =>
      refreshHomeAfter(
        deps,
        input.account,
        decided,
        vote.kind === 'home' ? 'in the tab' : 'elsewhere',
      ),
  };
}

function voteOf({ callback, account, values }: ViewInput, memory: FormMemory): VoteInput | null {
  const { target, channel, message } = memory;
  const kind = 'request' in target ? 'home' : 'modal';
  const common = { target, channel, message, account, kind } as const;
  switch (callback) {
    case REJECT:
      return { ...common, vote: 'reject', comment: reasonIn(values) };
    case REVIEW:
      return { ...common, vote: 'approve', ...(isTicked(values) ? { reviewed: true } : {}) };
    default:
      return null;
  }
}

function whatIsMissing({ callback, values }: ViewInput): AckBody | null {
  if (callback === REJECT && reasonIn(values) === '') return reasonMissing;
  if (callback === REVIEW && !isTicked(values)) {
    return { response_action: 'errors', errors: { [readField.block]: NOT_READ } };
  }
  return null;
}

function isTicked(values: ViewInput['values']): boolean {
  const ticked = values[readField.block]?.[readField.action];
  return Array.isArray(ticked) && ticked.includes('read');
}

const reasonMissing: AckBody = {
  response_action: 'errors',
  errors: { [reasonField.block]: REASON_MISSING },
};

function reasonIn(values: ViewInput['values']): string {
  const reason = values[reasonField.block]?.[reasonField.action];
  return typeof reason === 'string' ? reason.trim() : '';
}

/** Null is a replay, which has had its answer. */
function answerTo(result: VoteResult | null): AckBody {
  if (result === null || result.ok) return { response_action: 'clear' };
  return result.refusal.code === 'reason_required' ? reasonMissing : refused(result.sentence);
}

function refused(sentence: string): AckBody {
  return { response_action: 'update', view: refusalModal(sentence) };
}

/** The form shows that we are at it; what came of it takes that place. */
function lateView(body: AckBody | undefined) {
  if (body !== undefined && 'view' in body) return body.view;
  return doneModal('Your decision is recorded. The card shows where the request stands.');
}
