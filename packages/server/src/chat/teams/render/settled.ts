import type { CardElement, RichTextBlock } from '@microsoft/teams.cards';
import { WITHHELD_TO_REVIEW, type CardText } from '../../card.ts';
import type { Told } from '../../card/decision.ts';
import { askElements, stageElements } from './ask.ts';
import { changeElements, settledChange } from './change.ts';
import { bold, moment, paragraph, quote, timed } from './text.ts';

/** A card with nothing left to decide: who, when and why come first. */
export function settledElements(card: CardText, rest: string, code: boolean): CardElement[] {
  const stages =
    card.stages.length > 1 || card.status === 'expired' || card.emergency ? card.stages : [];
  return [
    ...told(card.decision),
    ...emergency(card),
    ...told(card.outcome),
    ...askElements(card),
    ...change(card, rest, code),
    ...stageElements(stages),
  ];
}

/** In short, but for somebody who is to review it. */
function change(card: CardText, rest: string, code: boolean): CardElement[] {
  if (card.isDetails) return changeElements(card.change, card.restOfDetails, code);
  if (!card.asksReview) return settledChange(card.change, code);
  const withheld = card.isWithheld ? paragraph(bold(WITHHELD_TO_REVIEW)) : [];
  return [...changeElements(card.change, rest, code), ...withheld];
}

function emergency({ emergency: left }: CardText): RichTextBlock[] {
  if (left === null) return [];
  return [
    ...left.notes.flatMap((note) => paragraph(...timed(note, { weight: 'Bolder' }))),
    ...left.reviews.flatMap(told),
  ];
}

function told(what: Told | null): RichTextBlock[] {
  if (what === null) return [];
  return [...paragraph(bold(what.sentence), ', ', moment(what.at), '.'), ...quote(what.words)];
}
