import type { KnownBlock } from '@slack/types';
import type { CardText } from '../../card.ts';
import type { Told } from '../../card/decision.ts';
import { askBlocks, stageLines } from './ask.ts';
import { bold, context, moment, paragraph, quote, richText } from './blocks.ts';
import { settledChange } from './change.ts';

/** A card with nothing left to decide: who, when and why come first, and there are no buttons. */
export function settledBlocks(card: CardText): KnownBlock[] {
  return [
    ...richText(...told(card.decision), ...emergency(card), ...told(card.outcome)),
    ...askBlocks(card),
    ...settledChange(card.change),
    ...richText(
      ...(card.stages.length > 1 || card.status === 'expired' || card.emergency
        ? stageLines(card.stages)
        : []),
    ),
    context(`Change ${card.digest.full}`),
  ];
}

function emergency({ emergency: left }: CardText) {
  if (left === null) return [];
  return [...left.notes.map((note) => paragraph(bold(note))), ...left.reviews.flatMap(told)];
}

function told(what: Told | null) {
  if (what === null) return [];
  return [paragraph(bold(what.sentence), ', ', moment(what.at), '.'), quote(what.words)];
}
