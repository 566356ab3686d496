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
import type { CardText } from '../../card.ts';
import { readInput, reasonInput, writeCardData, type CardData } from '../card-data.ts';
import type { Verb } from '../input.ts';
import { bold, paragraph } from './text.ts';

/** Approving what stands here takes one click; what does not, a promise to have read it. */
export function buttons(
  card: CardText,
  data: CardData,
  may: { approve: boolean; reject: boolean },
): (ExecuteAction | ShowCardAction)[] {
  return [...(may.approve ? decide(card, data) : []), ...(may.reject ? [rejectForm(data)] : [])];
}

function decide(card: CardText, data: CardData) {
  if (card.isWithheld) return [execute('details', 'Show details…', 'positive', data)];
  if (!card.approvable) return [];
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
    label: 'Why? The bot and everyone in the channel can read this.',
    isMultiline: true,
    maxLength: 1_000,
    isRequired: true,
    errorMessage: 'Say why you reject it.',
  });
  const reject = execute('reject', 'Reject', 'destructive', data);
  return form('Reject…', 'destructive', [reason], reject);
}

function reviewForm({ what, digest, isDetails }: CardText, data: CardData): ShowCardAction {
  const read = new ToggleInput(`I have read the whole change sha256:${digest.short}`, {
    id: readInput,
    value: 'false',
    isRequired: true,
    errorMessage: 'Read the whole change first, then tick this.',
  });
  const elements = [
    ...paragraph(bold(what)),
    ...paragraph(
      isDetails
        ? 'The whole change is above: read it there.'
        : 'The whole change is in the thread of this card: read it there.',
    ),
    read,
  ];
  return form('Review…', 'positive', elements, execute('approve', 'Approve', 'positive', data));
}

/** What unfolds below the button that is called `title`. */
function form(title: string, style: ActionStyle, body: CardElement[], send: ExecuteAction) {
  const card = new AdaptiveCard(...body).withActions(send);
  return new ShowCardAction({ title, style, card });
}
