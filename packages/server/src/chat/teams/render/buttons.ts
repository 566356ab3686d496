import {
  AdaptiveCard,
  ExecuteAction,
  ShowCardAction,
  SubmitAction,
  TextInput,
  ToggleInput,
  type ActionStyle,
  type CardElement,
} from '@microsoft/teams.cards';
import type { May } from '../../../ports/chat-use-cases.ts';
import { SHOW_DETAILS, type CardText } from '../../card.ts';
import { EMERGENCY } from '../../card/emergency.ts';
import { READ_BY, READ_IN_EMERGENCY } from '../../card/read-by.ts';
import { readInput, reasonInput, writeCardData, type CardData } from '../card-data.ts';
import type { Verb } from '../input.ts';
import { bold, paragraph } from './text.ts';

/** Approving what stands here takes one click; what does not, a promise to have read it. */
export function buttons(
  card: CardText,
  data: CardData,
  may: May,
): (ExecuteAction | ShowCardAction)[] {
  return [
    ...(may.approve ? decide(card, data) : []),
    ...(may.reject ? [rejectForm(data)] : []),
    ...(may.breakGlass && card.offersEmergency ? [emergencyButton(data)] : []),
  ];
}

/** Out of the way, in the menu of further buttons: it would be taken for one of the answers. */
function emergencyButton(data: CardData): ExecuteAction {
  const button = execute('emergency', EMERGENCY, 'default', data).withMode('secondary');
  if (button.fallback instanceof SubmitAction) button.fallback.withMode('secondary');
  return button;
}

/** What somebody found who looks at an emergency approval afterwards, and where they see what is withheld. */
export function findingButtons(
  { isWithheld, isOnItsWay }: CardText,
  data: CardData,
): (ExecuteAction | ShowCardAction)[] {
  const words = new TextInput({
    id: reasonInput,
    label: `What is your concern? ${READ_BY}`,
    isMultiline: true,
    maxLength: 1_000,
    isRequired: true,
    errorMessage: 'Say what your concern is.',
  });
  const record = execute('concern', 'Record my concern', 'default', data);
  return [
    ...(isWithheld || isOnItsWay ? [execute('details', SHOW_DETAILS, 'default', data)] : []),
    execute('all_is_well', 'Reviewed: all is well', 'default', data),
    form('I have a concern…', 'default', [words], record),
  ];
}

/** What is asked of somebody who approves alone. */
export function emergencyInputs({ digest }: CardText): CardElement[] {
  return [
    new TextInput({
      id: reasonInput,
      label: `Why can this not wait? ${READ_IN_EMERGENCY}`,
      isMultiline: true,
      maxLength: 1_000,
      isRequired: true,
      errorMessage: 'Say why this can not wait.',
    }),
    new ToggleInput(
      `I have read the whole change sha256:${digest.short}, and know that others will review what I do.`,
      {
        id: readInput,
        value: 'false',
        wrap: true,
        isRequired: true,
        errorMessage: 'Read the whole change first, then tick this.',
      },
    ),
  ];
}

export function emergencyButtons({ approvable }: CardText, data: CardData): ExecuteAction[] {
  return [
    ...(approvable ? [execute('break_glass', 'Approve alone', 'destructive', data)] : []),
    execute('refresh', 'Back', 'default', data),
  ];
}

function decide(card: CardText, data: CardData) {
  const style = card.asksApproval ? 'positive' : 'default';
  if (card.isWithheld || card.isOnItsWay) return [execute('details', SHOW_DETAILS, style, data)];
  if (!card.asksApproval) return [];
  return [card.toReview ? reviewForm(card, data) : execute('approve', 'Approve', 'positive', data)];
}

/** Redraws the card for the person at hand; decides nothing. */
export function refreshAction(card: CardData): ExecuteAction {
  const data = writeCardData('refresh', card);
  return new ExecuteAction({ title: 'Refresh', verb: 'refresh', data });
}

/** Mobile and older clients don't know Action.Execute: they send the same as a message. */
function execute(verb: Verb, title: string, style: ActionStyle, card: CardData): ExecuteAction {
  const button = { title, style, data: writeCardData(verb, card) };
  return new ExecuteAction({ ...button, verb, fallback: new SubmitAction(button) });
}

function rejectForm(data: CardData): ShowCardAction {
  const reason = new TextInput({
    id: reasonInput,
    label: `Why? ${READ_BY}`,
    isMultiline: true,
    maxLength: 1_000,
    isRequired: true,
    errorMessage: 'Say why you reject it.',
  });
  const reject = execute('reject', 'Reject', 'destructive', data);
  return form('Reject…', 'destructive', [reason], reject);
}

function reviewForm({ what, digest, readWhere }: CardText, data: CardData): ShowCardAction {
  const read = new ToggleInput(`I have read the whole change sha256:${digest.short}`, {
    id: readInput,
    value: 'false',
    isRequired: true,
    errorMessage: 'Read the whole change first, then tick this.',
  });
  const elements = [...paragraph(bold(what)), ...paragraph(readWhere), read];
  return form('Review…', 'positive', elements, execute('approve', 'Approve', 'positive', data));
}

/** What unfolds below the button that is called `title`. */
function form(title: string, style: ActionStyle, body: CardElement[], send: ExecuteAction) {
  const card = new AdaptiveCard(...body).withActions(send);
  return new ShowCardAction({ title, style, card });
}
