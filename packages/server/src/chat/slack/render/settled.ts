import type { KnownBlock } from '@slack/types';
import { WITHHELD_TO_REVIEW, type CardText } from '../../card.ts';
import type { Told } from '../../card/decision.ts';
import { askBlocks, stageLines } from './ask.ts';
import { bold, context, moment, paragraph, quote, richText, timed } from './blocks.ts';
import { changeBlocks, settledChange } from './change.ts';

/** A card with nothing left to decide: who, when and why come first. */
export function settledBlocks(card: CardText, rest: string): KnownBlock[] {
  return [
    ...richText(...told(card.decision), ...emergency(card), ...told(card.outcome)),
    ...askBlocks(card),
    ...change(card, rest),
    ...richText(
      ...(card.stages.length > 1 || card.status === 'expired' || card.emergency
        ? stageLines(card.stages)
        : []),
    ),
    context(`Change ${card.digest.full}`),
  ];
}

/** In short, but for somebody who is to review it. */
function change(card: CardText, rest: string): KnownBlock[] {
  if (card.isDetails) return changeBlocks(card.change, card.restOfDetails);
  if (!card.asksReview) return settledChange(card.change);
  const withheld = card.isWithheld ? richText(paragraph(bold(WITHHELD_TO_REVIEW))) : [];
  return [...changeBlocks(card.change, rest), ...withheld];
}

function emergency({ emergency: left }: CardText) {
  if (left === null) return [];
  return [
    ...left.notes.map((note) => paragraph(...timed(note, bold))),
    ...left.reviews.flatMap(told),
  ];
}

function told(what: Told | null) {
  if (what === null) return [];
  return [paragraph(bold(what.sentence), ', ', moment(what.at), '.'), quote(what.words)];
}
