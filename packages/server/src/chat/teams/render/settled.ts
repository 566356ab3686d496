import type { CardElement, RichTextBlock } from '@microsoft/teams.cards';
import type { CardText } from '../../card.ts';
import type { Told } from '../../card/decision.ts';
import { askElements, stageElements } from './ask.ts';
import { settledChange } from './change.ts';
import { bold, moment, paragraph, quote } from './text.ts';

/** A card with nothing left to decide: who, when and why come first, and there are no buttons. */
export function settledElements(card: CardText, code: boolean): CardElement[] {
  const stages =
    card.stages.length > 1 || card.status === 'expired' || card.emergency ? card.stages : [];
  return [
    ...told(card.decision),
    ...emergency(card),
    ...told(card.outcome),
    ...askElements(card),
    ...settledChange(card.change, code),
    ...stageElements(stages),
  ];
}

function emergency({ emergency: left }: CardText): RichTextBlock[] {
  if (left === null) return [];
  return [...left.notes.flatMap((note) => paragraph(bold(note))), ...left.reviews.flatMap(told)];
}

function told(what: Told | null): RichTextBlock[] {
  if (what === null) return [];
  return [...paragraph(bold(what.sentence), ', ', moment(what.at), '.'), ...quote(what.words)];
}
